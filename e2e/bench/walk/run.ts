import { setTimeout as wait } from 'node:timers/promises';
import { residentBytes, watchMemory } from '#e2e/bench/blob/watch-memory';
import { formatConnections } from '#e2e/bench/connections';
import { walkOurs } from '#e2e/bench/walk/contenders';
import type { Course } from '#e2e/bench/walk/course';
import { layOut } from '#e2e/bench/walk/course';
import { glance } from '#e2e/bench/walk/glance';
import type { Times } from '#e2e/bench/walk/race';
import { race } from '#e2e/bench/walk/race';
import type { Row } from '#e2e/bench/walk/table';
import { atLeast, atMost, formatTable } from '#e2e/bench/walk/table';
import { startOrrery } from '#e2e/registries/orrery';
import { startOlareg, startZot } from '#e2e/registries/real-registries';
import { limits } from '#lib/server/platform/limits';

// Two looks at the memory, as the server takes them.
const idleMs = 2 * limits.memoryLookMs + 1_000;

// One image with 1,000 referrers, 200 of them with one of their own: how long until all is known, by us and by others.
const rows: Row[] = [];
const olareg = () => startOlareg({ referrers: true });

await on(layOut(olareg(), 20), async (course) => {
  rows.push(...compare('olareg, 20 ms away', await race(course, { ours: 5, tools: 3 }), 8));
});
await on(layOut(olareg()), async (course) => {
  rows.push(...compare('olareg', await race(course, { ours: 5, tools: 5 }), 1.1));
  rows.push(await measureMemory(course));
  rows.push(await measureCrowd(course));
});
await on(layOut(startZot()), async (course) => {
  // The tools need most of a minute each.
  rows.push(...compare('zot', await race(course, { ours: 3, tools: 1 }), 1.8));
  const { pictureMs, pictureRequests, bareMs, secondRequests } = await glance(course);
  const ratio = `, ${(pictureMs / bareMs).toFixed(1)} times one bare call (${bareMs.toFixed(0)} ms)`;
  const picture = atMost('zot, first useful picture', pictureMs, 150, 'ms');
  rows.push({ ...picture, measured: picture.measured + ratio });
  rows.push(atMost('zot, requests until then', pictureRequests, 3, 'requests'));
  rows.push(atMost('zot, second visit', secondRequests, 2, 'requests'));
});
console.log(formatTable(rows));

async function on(starting: Promise<Course>, measure: (course: Course) => Promise<void>): Promise<void> {
  const course = await starting;
  try {
    await measure(course);
  } finally {
    await course.stop();
  }
}

function compare(place: string, times: Times, wanted: number): readonly Row[] {
  const { cold, warm, oras, regctl, cost } = times;
  const { ours, registry, connections } = cost;
  const spent = `, ${ours.toFixed(0)} ms of CPU in all, ${registry.toFixed(0)} ms of the registry`;
  const main = atMost(`${place}, main thread a question`, cost.mainMsPerQuestion * 1000, 350, 'µs');
  const opened = atMost(`${place}, connections`, connections.opened, 40, 'opened');
  return [
    atLeast(`${place}, cold, against oras discover`, oras, cold, wanted),
    atLeast(`${place}, cold, against regctl artifact tree`, regctl, cold, wanted),
    { ...main, measured: main.measured + spent },
    { ...opened, measured: formatConnections(connections) },
    atLeast(`${place}, warm, against the faster of both`, Math.min(oras, regctl), warm, 20),
  ];
}

/** The memory of a server in which twenty look at once, when the last has its answer and when nobody has asked for a while. */
async function measureCrowd({ reference, smaller }: Course): Promise<Row> {
  const orrery = await startOrrery({ access: 'open' });
  try {
    await walkOurs(orrery.url, smaller);
    await Promise.all(Array.from({ length: 20 }, () => walkOurs(orrery.url, reference)));
    const inMiB = () => residentBytes(orrery.pid) / (1024 * 1024);
    const atOnce = inMiB();
    await wait(idleMs);
    const row = atMost('memory a while after twenty walks at once', inMiB(), 400, 'MiB');
    return { ...row, measured: `${row.measured}, ${atOnce.toFixed(0)} MiB at their end` };
  } finally {
    await orrery.stop();
  }
}

/** What ten walks add after thirty, within which the heap grows to what a walk needs and the session's memory fills. */
async function measureMemory({ reference }: Course): Promise<Row> {
  const orrery = await startOrrery({ access: 'open' });
  try {
    for (let round = 0; round < 30; round += 1) await walkOurs(orrery.url, reference);
    const memory = watchMemory(orrery.pid);
    for (let round = 0; round < 10; round += 1) await walkOurs(orrery.url, reference);
    return atMost('memory that ten more walks add', memory.stop() / (1024 * 1024), 64, 'MiB');
  } finally {
    await orrery.stop();
  }
}
