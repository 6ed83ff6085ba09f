import type { FakeEngine } from './fake-engine.ts';
import type { FakeJob, Program } from './fake-job.ts';
import type { FakeNode } from './fake-node.ts';

/** A program that does on the fake engine what Pumba 1.2 does on a real one, for the commands that we give it. */
export function fakePumba(engine: FakeEngine): Program {
  return (job) => {
    const [command = '', ...args] = job.spec.command.slice(5);
    const target = args.at(-1);
    const node = [...engine.nodes.values()].find(({ view }) => view.instance === target);
    if (node === undefined) {
      job.write('stderr', '{"level":"warning","msg":"no containers found"}');
      return job.exit(0);
    }
    const run = commands[command];
    if (run === undefined) {
      job.write('stderr', `{"level":"fatal","msg":"No help topic for '${command}'"}`);
      return job.exit(3);
    }
    job.write('stderr', `{"level":"info","msg":"${command} container"}`);
    run(node, job, args);
  };
}

const commands: Record<string, (node: FakeNode, job: FakeJob, args: string[]) => void> = {
  pause(node, job, args) {
    node.pause();
    holdUntilEnd(job, durationMs(args), () => node.resume());
  },
  stop(node, job, args) {
    node.stop();
    holdUntilEnd(job, durationMs(args), () => node.start());
  },
  kill(node, job, args) {
    node.kill(valueOf(args, '--signal'));
    job.exit(0);
  },
  restart(node, job) {
    node.restart();
    job.exit(0);
  },
};

function holdUntilEnd(job: FakeJob, milliseconds: number, undo: () => void): void {
  const timer = setTimeout(() => job.onTerminate(), milliseconds);
  timer.unref();
  job.happenings.on('end', () => clearTimeout(timer));
  job.onTerminate = () => {
    undo();
    job.exit(0);
  };
}

function durationMs(args: string[]): number {
  return Number(/^(\d+)ms$/.exec(valueOf(args, '--duration'))?.[1]);
}

function valueOf(args: string[], flag: string): string {
  return args[args.indexOf(flag) + 1] ?? '';
}
