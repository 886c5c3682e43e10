import type { Connections } from '#e2e/bench/connections';
import { connectionsOf } from '#e2e/bench/connections';
import { cpuTimeOf, cpuTimeSince } from '#e2e/bench/cpu-time';
import type { Walk } from '#e2e/bench/walk/contenders';
import { walkOras, walkOurs, walkRegctl } from '#e2e/bench/walk/contenders';
import type { Course } from '#e2e/bench/walk/course';
import { median } from '#e2e/bench/walk/table';
import { startOrrery } from '#e2e/registries/orrery';

/** Milliseconds from the first byte sent to the last one read, the middle of all rounds. */
export type Times = {
  readonly cold: number;
  /** The same walk again in the same session. */
  readonly warm: number;
  readonly oras: number;
  readonly regctl: number;
  readonly cost: Cost;
};

/** What the cold walk took from the processors, in milliseconds, and from the network. */
type Cost = {
  /** Of our main thread for one question to the registry. */
  readonly mainMsPerQuestion: number;
  readonly ours: number;
  /** Of the registry meanwhile: below this nobody's walk comes, however little it does itself. */
  readonly registry: number;
  readonly connections: Connections;
};

type Rounds = { readonly ours: number; readonly tools: number };

/**
 * Lets everybody walk in turns. Ours is cold each time: a server that knows nothing of this repository. It has walked
 * a smaller one before, since it is a server, and its code is compiled while it first runs. Who does not find all that is there, or finds what is not, is no contender.
 */
export async function race(course: Course, rounds: Rounds): Promise<Times> {
  const times = { cold: [] as number[], warm: [] as number[], oras: [] as number[], regctl: [] as number[] };
  const costs: Cost[] = [];
  const { reference, bench } = course;
  for (let round = 0; round < Math.max(rounds.ours, rounds.tools); round += 1) {
    if (round < rounds.ours) {
      const orrery = await startOrrery({ access: 'open' });
      await walkOurs(orrery.url, course.smaller);
      const before = { ours: cpuTimeOf(orrery.pid), registry: cpuTimeOf(course.registry.pid) };
      const walk = await walkOurs(orrery.url, reference);
      const ours = cpuTimeSince(orrery.pid, before.ours);
      times.cold.push(judge('ours', course, walk));
      costs.push({
        mainMsPerQuestion: ours.main / walk.end.requests.sent,
        ours: ours.all,
        registry: cpuTimeSince(course.registry.pid, before.registry).all,
        connections: await connectionsOf(orrery.url, course.host),
      });
      times.warm.push(judge('ours', course, await walkOurs(orrery.url, reference)));
      await orrery.stop();
    }
    if (round < rounds.tools) {
      times.oras.push(judge('oras', course, await walkOras(bench, reference)));
      times.regctl.push(judge('regctl', course, await walkRegctl(bench, reference)));
    }
  }
  return {
    cold: median(times.cold),
    warm: median(times.warm),
    oras: median(times.oras),
    regctl: median(times.regctl),
    cost:
      costs.toSorted((one, other) => one.mainMsPerQuestion - other.mainMsPerQuestion)[costs.length >> 1] ??
      noCost,
  };
}

const noCost: Cost = {
  mainMsPerQuestion: Number.NaN,
  ours: Number.NaN,
  registry: Number.NaN,
  connections: { opened: 0, reused: 0, open: 0 },
};

function judge(name: string, { digests }: Course, walk: Walk): number {
  const missing = digests.difference(walk.digests).size;
  const foreign = walk.digests.difference(digests).size;
  if (missing > 0 || foreign > 0)
    throw new Error(`${name} missed ${missing} digests, and named ${foreign} that are not there.`);
  return walk.ms;
}
