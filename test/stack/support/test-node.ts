import { docker } from './docker.ts';

/** A node that a test makes for itself, so that it can be removed, killed and made anew. */
export interface TestNode {
  name: string;
  /** Options of `docker run` for its limits. */
  limits: readonly string[];
}

const image = 'dsp/service-b:0.1.0';

/** Name of the node's container. */
export function containerOfNode({ name }: TestNode): string {
  return `dsp-test-${name}`;
}

/** Starts a node: ServiceB under another name, without a restart policy, so that nobody else brings it back. */
export async function startNode(node: TestNode): Promise<void> {
  const labels = ['--label', `dsp.node=${node.name}`, '--label', 'dsp.test=true'];
  const safe = [
    '--read-only',
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges',
    '--no-healthcheck',
  ];
  const run = ['run', '--detach', '--name', containerOfNode(node), '--network', 'dsp', ...labels, ...safe];
  await docker([...run, '--pids-limit', '100', ...node.limits, image]);
}

export async function removeNode(node: TestNode): Promise<void> {
  await docker(['rm', '--force', '--volumes', containerOfNode(node)]).catch(() => undefined);
}

/** Removes what an earlier run of a test has left. */
export async function removeTestNodes(): Promise<void> {
  const left = await docker(['ps', '--all', '--quiet', '--filter', 'label=dsp.test=true']);
  if (left !== '') await docker(['rm', '--force', ...left.split('\n')]);
}
