import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry, scriptedRegistry } from '#e2e/fakes/embedded';
import { createRandom } from '#e2e/fakes/inventory-fleet';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { expectedAnswers, stateOf } from '#e2e/inventory/fleet/expected-answers';
import { fillFleet } from '#e2e/inventory/fleet/fill-fleet';
import type { Fleet } from '#e2e/inventory/fleet/fleet';
import { taggedImages } from '#e2e/inventory/fleet/fleet';
import { makeFleetSigners } from '#e2e/inventory/fleet/fleet-signers';
import { createFleetWriter } from '#e2e/inventory/fleet/fleet-writer';
import { differences, givenAnswers } from '#e2e/inventory/fleet/given-answers';
import { useScratchProduct } from '#e2e/inventory/fleet/scratch-product';
import { evidenceNames } from '#lib/audit/audit';

/** A storm of tries would be hundreds. */
const requestsMax = 200;
const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response('{"errors":[]}', { status, headers: { 'content-type': 'application/json', ...headers } });

/** What a registry answers in place of what it has, for requests that match; and how the inventory stands then. */
const faults = [
  { name: '401', path: /./, give: () => answer(401), state: 'failed' },
  { name: '403 for manifests', path: /\/manifests\//, give: () => answer(403), state: 'failed' },
  { name: '500 for lists of referrers', path: /\/referrers\//, give: () => answer(500), state: 'done' },
  { name: '500 for documents', path: /\/blobs\//, give: () => answer(500), state: 'failed' },
  { name: '429', path: /./, give: () => answer(429, { 'retry-after': '3600' }), state: 'paused' },
  { name: '429 in the middle', path: /\/blobs\//, give: () => answer(429), state: 'paused' },
  { name: '503', path: /./, give: () => answer(503), state: 'paused' },
  {
    name: 'the page of a proxy',
    path: /./,
    give: () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    state: 'failed',
  },
  {
    name: 'other bytes than those of the digest',
    path: /\/manifests\/sha256:/,
    give: () =>
      new Response('{"schemaVersion":2}', {
        headers: { 'content-type': 'application/vnd.oci.image.manifest.v1+json' },
      }),
    state: 'done',
  },
] as const;

describe.skipIf(testDatabaseUrl === undefined)('a registry that answers in place of what it has', () => {
  let folder = '';
  const { product } = useScratchProduct();
  let fleet: Fleet;
  let fault: (typeof faults)[number] | undefined;
  let refused = 0;

  const signers = makeFleetSigners(Date.now());

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'orrery-fleet-'));
    await signers.writePolicy(folder);
  }, 60_000);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const { handle } = await openTestRegistry();
    fault = undefined;
    refused = 0;
    const registry = scriptedRegistry(async (request) => {
      if (fault?.path.test(new URL(request.url).pathname) !== true) return await handle(request);
      refused += 1;
      return fault.give();
    });
    const [host = ''] = registry.hosts;
    testServices({}, registry);
    testVerification(folder);
    fleet = { host, repositories: new Map() };
    const send = (path: string, init: RequestInit) => handle(new Request(`http://${host}/v2/${path}`, init));
    const ground = { fleet, signers, writer: createFleetWriter(send, true) };
    await fillFleet(ground, 2, 3, createRandom(5));
  });
  afterEach(() => product().service.forget({ host: fleet.host }));

  /** The states that are proven and not so. */
  const untrue = async () => {
    const { rows } = await (await product().service.questions()).coverage(
      { reach: undefined, host: fleet.host },
      { max: 1_000 },
    );
    const wrong: string[] = [];
    for (const repository of fleet.repositories.values())
      for (const image of taggedImages(repository)) {
        const row = rows.find(({ digest }) => digest === image.descriptor.digest);
        for (const name of evidenceNames)
          if (row?.evidence[name].state === 'none' && stateOf(repository, image, name) !== 'none')
            wrong.push(`${row.reference} ${name}`);
      }
    return wrong;
  };
  const differently = async () =>
    differences(
      expectedAnswers(fleet),
      await givenAnswers(await product().service.questions(), { reach: undefined, host: fleet.host }),
    );
  const makeGood = async () => {
    fault = undefined;
    // What was under way may have met the fault once more.
    await expect
      .poll(
        async () => {
          await product().goOn(fleet.host);
          const { jobs } = await product().service.describe({ host: fleet.host });
          return jobs.waiting + jobs.active;
        },
        { timeout: 30_000 },
      )
      .toBe(0);
    await product().scan(fleet.host);
    await product().passTime(fleet.host);
  };

  const howItStands = async (id: string) => {
    const { known, failures } = await product().service.describe({ host: fleet.host });
    if (known?.pause !== undefined) return 'paused';
    return failures.length > 0 ? 'failed' : (await product().service.find(id))?.state;
  };

  test.for(faults)('by $name lets nothing be told as missing', { timeout: 120_000 }, async (one) => {
    fault = one;
    const id = await product().begin(fleet.host);
    await expect.poll(() => howItStands(id), { timeout: 30_000 }).toBe(one.state);
    expect(await untrue()).toEqual([]);
    expect(refused).toBeLessThan(requestsMax);
    // While its breaker is open, the client asks nobody: then it is not good at once.
    if (one.name === '503') return;
    await makeGood();
    expect(await differently()).toEqual([]);
  });
});
