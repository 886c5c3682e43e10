import { auditByLoop, auditByRegctl, listTags } from '#e2e/bench/audit/contenders';
import type { Course, Looks } from '#e2e/bench/audit/measure-ours';
import type { Row } from '#e2e/bench/walk/table';
import { atLeast, atMost } from '#e2e/bench/walk/table';
import type { Workbench } from '#e2e/tools/workbench';

// The tools go over some of the tags, and their time is taken times the rest: all of them take minutes.
const tagsOfTools = 20;
const miB = 1024 * 1024;

/** What the tools that people have take for the same, against the first look. */
export async function race(
  bench: Workbench,
  place: string,
  { ref, tags }: Course,
  { first }: Looks,
): Promise<readonly Row[]> {
  await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', ref.split('/')[0] ?? '']);
  const some = (await listTags(bench, ref)).slice(0, tagsOfTools);
  const times = tags / some.length;
  const loop = (await auditByLoop(bench, ref, some)) * times;
  const regctl = (await auditByRegctl(bench, ref, some)) * times;
  return [
    atLeast(`${place}, against oras discover and cosign verify`, loop, first.ms, 5),
    atLeast(`${place}, against regctl artifact tree`, regctl, first.ms, 1),
  ];
}

/** How soon there is something, and what an artifact costs. */
export function speedOf(place: string, { first, second, fresh }: Looks): readonly Row[] {
  const screen = atMost(`${place}, the first 30 rows`, Math.round(first.screenMs), 2_000, 'ms');
  return [
    { ...screen, measured: `${screen.measured}, all after ${(first.ms / 1_000).toFixed(1)} s` },
    atMost(`${place}, a first look`, first.each, 8, 'requests an artifact'),
    atMost(`${place}, a look at what is unchanged`, fresh.each, 4, 'requests an artifact'),
    atMost(`${place}, a second look within minutes`, second.each, 1.02, 'requests an artifact'),
    atLeast(`${place}, a second look, against the first`, first.ms, second.ms, 2),
  ];
}

/** What everybody else pays meanwhile. */
export function costsOf(place: string, { memoryBytes, answers }: Looks): readonly Row[] {
  const late =
    answers.toSorted((one, other) => one - other)[Math.ceil(answers.length * 0.99) - 1] ?? Number.NaN;
  const livez = atMost(`${place}, answers of /livez meanwhile`, late, 100, 'ms');
  return [
    atMost(`${place}, memory`, memoryBytes / miB, 256, 'MiB'),
    { ...livez, measured: `p99 ${late.toFixed(1)} ms, longest ${Math.max(...answers).toFixed(1)} ms` },
  ];
}
