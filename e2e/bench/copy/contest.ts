import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { watchMemory } from '#e2e/bench/blob/watch-memory';
import { cpuTimeOf, cpuTimeSince } from '#e2e/bench/cpu-time';
import { median } from '#e2e/bench/walk/table';
import { createChangeClient } from '#e2e/changes/change-client';
import { startOrrery } from '#e2e/registries/orrery';
import type { Registry } from '#e2e/registries/registry';
import { run } from '#e2e/tools/run';
import type { Workbench } from '#e2e/tools/workbench';

/** How long each took, the middle of its rounds, and how much memory ours needed at the most. */
export type Contest = {
  readonly ours: number;
  readonly others: Readonly<Record<string, number>>;
  readonly memoryBytes: number;
  /** What the registries alone compute for ours, by all processors: no client is faster than that here. */
  readonly floorMs: number;
};

/** Does the work of one round in its place, which is made and left without being timed. */
type Contender<Place> = (place: Place) => Promise<unknown>;

/** Where each does its work: a place of its own for each contender and round. */
type Places<Place> = {
  /** Those that answer ours in its place. */
  readonly registries: (place: Place) => readonly Registry[];
  readonly open: (name: string, round: number) => Promise<Place>;
  readonly leave?: (place: Place) => Promise<void>;
};

/**
 * Ours and others do the same thing in turns; who begins a round begins none of the next ones until each has. Ours is a
 * server that was started for this and has done a smaller one before; `atEnd` may ask it more.
 */
export async function contest<Place>(
  rounds: number,
  { registries, open, leave = async () => {} }: Places<Place>,
  ours: (orrery: string, place: Place) => Promise<unknown>,
  warmUp: (orrery: string) => Promise<unknown>,
  others: Readonly<Record<string, Contender<Place>>>,
  atEnd: (orrery: string) => Promise<void> = async () => {},
): Promise<Contest> {
  const orrery = await startOrrery({ access: 'open' });
  const times = new Map<string, number[]>();
  const note = async (name: string, work: () => Promise<unknown>) => {
    const began = performance.now();
    await work().catch((error: unknown) => {
      if (name === 'ours' || !isStopped(error)) throw error;
      console.log(`${name} was stopped; it takes longer than the time noted.`);
    });
    times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
  };
  let memoryBytes = 0;
  const floors: number[] = [];
  const watched = async (place: Place) => {
    const memory = watchMemory(orrery.pid);
    const before = registries(place).map(({ pid }) => ({ pid, cpu: cpuTimeOf(pid) }));
    await note('ours', () => ours(orrery.url, place));
    memoryBytes = Math.max(memoryBytes, memory.stop());
    const computed = before.reduce((sum, { pid, cpu }) => sum + cpuTimeSince(pid, cpu).all, 0);
    floors.push(computed / availableParallelism());
  };
  const turns = [
    ['ours', watched] as const,
    ...Object.entries(others).map(([name, work]) => {
      return [name, (place: Place) => note(name, () => work(place))] as const;
    }),
  ];
  try {
    await warmUp(orrery.url);
    for (let round = 0; round < rounds; round += 1) {
      const first = round % turns.length;
      for (const [name, turn] of [...turns.slice(first), ...turns.slice(0, first)]) {
        const place = await open(name, round);
        await turn(place).finally(() => leave(place));
      }
    }
    await atEnd(orrery.url);
  } finally {
    await orrery.stop();
  }
  const middle = (name: string) => median(times.get(name) ?? []);
  const result = Object.keys(others).map((name) => [name, middle(name)] as const);
  return { ours: middle('ours'), others: Object.fromEntries(result), memoryBytes, floorMs: median(floors) };
}

// A rival that does not end in two minutes is not waited for: its time is what it took at least.
function isStopped(error: unknown): boolean {
  return (
    error instanceof Error && error.cause instanceof Error && Reflect.get(error.cause, 'killed') === true
  );
}

/** A copy by plan and run, both counted. */
export async function copyOurs(orrery: string, from: string, to: string): Promise<void> {
  await createChangeClient(orrery).change({ action: 'copy', from, to });
}

/** Downloads the archive of a graph into a file, which is then checked for its end and removed. */
export async function archiveOurs(orrery: string, reference: string, bench: Workbench): Promise<void> {
  const path = join(bench.folder, 'ours.tar');
  const url = `${orrery}/api/archive?ref=${encodeURIComponent(reference)}`;
  await run('curl', ['--silent', '--show-error', '--fail', '--output', path, url], { timeoutMs: 120_000 });
  await assertWholeTar(path);
  await rm(path);
}

/** How much of the time of an archive passes before its first byte, in percent. */
export async function firstByteOfArchive(orrery: string, reference: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${orrery}/api/archive?ref=${encodeURIComponent(reference)}`);
  if (!response.ok || response.body === null) throw new Error(await response.text());
  let firstMs: number | undefined;
  for await (const _ of response.body) firstMs ??= performance.now() - began;
  return (100 * (firstMs ?? Number.NaN)) / (performance.now() - began);
}

async function assertWholeTar(path: string): Promise<void> {
  const { size } = await stat(path);
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { start: size - 1024 })) chunks.push(chunk);
  if (size % 512 !== 0 || Buffer.concat(chunks).some((byte) => byte !== 0))
    throw new Error('The archive was cut off.');
}
