import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { testServices } from '#e2e/fakes/call-route';
import { createRandom } from '#e2e/fakes/inventory-fleet';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import type { PlantedChange } from '#e2e/inventory/fleet/change-fleet';
import { changeFleet } from '#e2e/inventory/fleet/change-fleet';
import { countChangedTags, tagStates } from '#e2e/inventory/fleet/changed-tags';
import { expectedAnswers, expectedCounts } from '#e2e/inventory/fleet/expected-answers';
import { fillFleet } from '#e2e/inventory/fleet/fill-fleet';
import type { Fleet } from '#e2e/inventory/fleet/fleet';
import { startFleetRegistry } from '#e2e/inventory/fleet/fleet-registry';
import { makeFleetSigners } from '#e2e/inventory/fleet/fleet-signers';
import type { Send } from '#e2e/inventory/fleet/fleet-writer';
import { createFleetWriter } from '#e2e/inventory/fleet/fleet-writer';
import {
  changeLine,
  differences,
  givenAnswers,
  givenChanges,
  givenCounts,
} from '#e2e/inventory/fleet/given-answers';
import { openFleetDatabase } from '#e2e/inventory/fleet/open-fleet-database';
import { openProduct } from '#e2e/inventory/fleet/open-product';
import type { Ground } from '#e2e/inventory/fleet/plant-attachment';
import { plantByTools, toolRepository } from '#e2e/inventory/fleet/tool-samples';
import { makeWorkbench } from '#e2e/tools/workbench';

// A real registry is filled with what is known, scanned and changed; every answer must equal what was planted. cosign 2 and 3,
// notation and oras attach one of each; the others are the same bytes by the same algorithms, pushed by this process.
// `--database embedded` keeps the inventory in the database of one machine.
const { values } = parseArgs({
  options: {
    registry: { type: 'string', default: 'zot' },
    database: { type: 'string', default: 'postgres' },
    repositories: { type: 'string', default: '500' },
    tags: { type: 'string', default: '20' },
    changes: { type: 'string', default: '200' },
    seed: { type: 'string', default: '3' },
  },
});
const everything = { reach: undefined };
const shownMax = 20;
const longestMs = 60 * 60_000;
const say = (text: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + longestMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It takes longer than ${longestMs / 60_000} minutes.`);
    await wait(250);
  }
}

const database = await openFleetDatabase(values.database);
const registry = await startFleetRegistry(values.registry, until);
const bench = makeWorkbench();
const { host } = registry;
testServices({});
const signers = makeFleetSigners(Date.now());
const fleet: Fleet = { host, repositories: new Map() };
let manifestsWritten = 0;
const counted: Send = (path, init) => {
  if (path.includes('/manifests/') && init.method !== undefined) manifestsWritten += 1;
  return registry.send(path, init);
};
const writer = createFleetWriter(counted, registry.hasReferrers);
const ground: Ground = { fleet, signers, writer };
const touched = new Set([toolRepository]);
const random = createRandom(Number(values.seed));
const changes: PlantedChange[] = [];
const product = await openProduct({ ...database.place, until });
let wrong = 0;
try {
  const { keys, certificates } = await plantByTools(ground, bench, registry.hasReferrers);
  await signers.writePolicy(`${bench.folder}/policy`, keys, certificates);
  testVerification(`${bench.folder}/policy`);
  await measured('filled', () => fillFleet(ground, Number(values.repositories), Number(values.tags), random));
  await measured('scanned', () => product.scan(host));
  await compare('after the scan');

  registry.tellTo((told) => product.service.notify(host, told));
  await measured('a night of changes with notifications alone', async () => {
    changes.push(...(await changeFleet(ground, Number(values.changes), random, touched)));
    await registry.hasTold();
    await product.settle(host);
    await product.sweep(host);
  });
  registry.tellTo(undefined);
  await compare('after that night');

  changes.push(
    ...(await changeFleet({ ...ground, ...eraserOf(registry) }, Number(values.changes), random, touched)),
  );
  await measured('looked at again after a night that nobody told of', () => product.passTime(host));
  await compare('after that night');
  await measured('listed again without a change', () => product.listAgain(host));
} finally {
  await product.close();
  await database.close();
  await registry.stop();
  bench.remove();
  await rm(bench.folder, { recursive: true, force: true });
}
process.exit(wrong === 0 ? 0 : 1);

function eraserOf({ erase }: typeof registry): Pick<Ground, 'erase'> {
  return erase === undefined ? {} : { erase };
}

async function measured(name: string, act: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  const requestsBefore = await product.requests(host);
  const before = { requests: requestsBefore, written: manifestsWritten, tags: tagStates(fleet) };
  await act();
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  const memory = Math.round(process.memoryUsage().rss / 1024 ** 2);
  const requests = (await product.requests(host)) - before.requests;
  const written = manifestsWritten - before.written;
  const tags = countChangedTags(before.tags, tagStates(fleet));
  say(`${name}: ${seconds} s, ${requests} requests of scans, ${memory} MiB`);
  if (written > 0) say(`  ${written} manifests written, ${tags} tags lead to something else`);
  const kinds = [...product.takeKinds()].map(([kind, count]) => `${kind}: ${count}`);
  if (kinds.length > 0) say(`  ${kinds.join(', ')}`);
}

async function compare(when: string): Promise<void> {
  const questions = await product.service.questions();
  const expected = expectedAnswers(fleet);
  const found = [...differences(expected, await givenAnswers(questions, everything))];
  const counts = { expected: expectedCounts(fleet), given: await givenCounts(questions, everything) };
  for (const key of new Set([...Object.keys(counts.expected), ...Object.keys(counts.given)]))
    if (counts.expected[key] !== counts.given[key])
      found.push(`count of ${key}: ${counts.given[key] ?? 0} instead of ${counts.expected[key] ?? 0}`);
  const told = await givenChanges(questions, everything);
  found.push(
    ...changes
      .map(changeLine)
      .filter((line) => !told.has(line))
      .map((line) => `changes: missing ${line}`),
  );
  const { known, jobs, failures } = await product.service.describe({ host });
  const lines = [...expected].map(([question, set]) => `${question}: ${set.size}`);
  say(`${when}: ${found.length} differences; ${lines.join(', ')}; changes: ${changes.length}`);
  say(`  known: ${JSON.stringify(known)}, failed jobs: ${jobs.failed}, failures: ${failures.length}`);
  for (const failure of failures.slice(0, shownMax)) console.log(`  ${JSON.stringify(failure)}`);
  for (const line of found.slice(0, shownMax)) console.log(`  ${line}`);
  wrong += found.length + jobs.failed;
}
