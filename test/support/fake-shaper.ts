import type { ShaperProgram } from '../../server/faults/drivers/shaper/program.ts';
import type { FakeJob, Program } from './fake-job.ts';

/** A shaper that holds its program and shows in the "kernel" what that would leave there. */
export const fakeShaper: Program = (job) => {
  switch (job.spec.command[0]) {
    case 'probe':
      return tell(job, {
        ingress: works,
        egress: works,
        parts: { netem: broken, nfqueue: works, tun: works },
      });
    case 'clean':
      return tell(job, { removed: [], clean: true });
    default:
      return serve(job);
  }
};

const works = { works: true };
const broken = { works: false, reason: 'The kernel has no sch_netem.' };

function tell(job: FakeJob, words: object): void {
  job.write('stdout', JSON.stringify(words));
  job.exit(0);
}

function serve(job: FakeJob): void {
  job.onTerminate = () => job.exit(0);
  job.onLine = (line) => {
    const { op, program } = JSON.parse(line) as { op: string; program: ShaperProgram };
    if (op === 'stats') return JSON.stringify({ ok: true, result: { packets: 0 } });
    job.programs.push(program);
    return JSON.stringify({ ok: true, result: applied(program) });
  };
}

function applied({ rules }: ShaperProgram): object {
  const acts = (direction: string): boolean =>
    rules.some((rule) => rule.direction === direction || rule.direction === 'both');
  const queue = { family: 'ip', name: 'dsp', rules: ['queue to 0 bypass'] };
  return {
    rules: rules.map(({ id }) => id),
    interface: 'eth0',
    evidence: {
      tables: acts('ingress') ? [queue] : [],
      device: acts('egress') ? { name: 'dsp0', state: 'up' } : null,
      routes: acts('egress') ? ['default dev dsp0'] : [],
    },
  };
}
