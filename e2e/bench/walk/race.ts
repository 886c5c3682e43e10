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
};

type Rounds = { readonly ours: number; readonly tools: number };

/**
 * Lets everybody walk in turns. Ours is cold each time: a server that knows nothing of this repository. It has walked
 * a smaller one before, since it is a server, and its code is compiled while it first runs. Who does not find all that is there, or finds what is not, is no contender.
 */
export async function race(course: Course, rounds: Rounds): Promise<Times> {
  const times = { cold: [] as number[], warm: [] as number[], oras: [] as number[], regctl: [] as number[] };
  const { reference, bench } = course;
  for (let round = 0; round < Math.max(rounds.ours, rounds.tools); round += 1) {
    if (round < rounds.ours) {
      const orrery = await startOrrery({ access: 'open' });
      await walkOurs(orrery.url, course.smaller);
      times.cold.push(judge('ours', course, await walkOurs(orrery.url, reference)));
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
  };
}

function judge(name: string, { digests }: Course, walk: Walk): number {
  const missing = digests.difference(walk.digests).size;
  const foreign = walk.digests.difference(digests).size;
  if (missing > 0 || foreign > 0)
    throw new Error(`${name} missed ${missing} digests, and named ${foreign} that are not there.`);
  return walk.ms;
}
