import { describe, expect, test } from 'vitest';
import { digestOf, evidence, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import { parsePattern } from '#lib/roles/repository-pattern';
import { countCoverage, toStateCounts } from './coverage-counts.ts';

test('counts that are missing are none', () => {
  const { signature, report } = toStateCounts([1, 2, 3]);
  expect(Object.values(signature).reduce((sum, count) => sum + count, 0)).toBe(6);
  expect(Object.values(report)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

describe.skipIf(testDatabaseUrl === undefined)('coverage', () => {
  const { store, host, database } = useScratchInventory();
  const tag = (repository: string, name: string, image: string) =>
    store().putTag({ host: host(), name: repository }, { name, digest: digestOf(`${host()} ${image}`) });
  const look = (repository: string, image: string, states: Parameters<typeof evidence>[0]) =>
    store().putSubject({
      ...imageRecord(host(), repository, `${host()} ${image}`, {}),
      evidence: evidence(states),
    });
  const count = (more: object = {}) => countCoverage(database(), { reach: undefined, host: host(), ...more });

  test('counts an artifact once for all its tags, and as not known while nobody has looked at it', async () => {
    for (const name of ['1', 'latest']) await tag('team/app', name, 'a');
    await tag('team/app', '2', 'b');
    await look('team/app', 'a', { signature: 'valid', vex: 'unknown' });
    const { byEvidence, ...counts } = await count();
    expect(counts).toMatchObject({ artifacts: 2, tags: 3, unresolvedTags: 0, repositories: 1 });
    expect(byEvidence.signature).toMatchObject({ valid: 1, unknown: 1, none: 0 });
    expect(byEvidence.vex).toMatchObject({ unknown: 2, none: 0 });
    expect(byEvidence.sbom).toMatchObject({ none: 1, unknown: 1 });
  });

  test('says of which repositories nobody has read all tags, and whether there may be others', async () => {
    const at = { host: host(), name: 'team/app' };
    await tag('team/app', '1', 'a');
    await tag('team/web', '1', 'b');
    expect(await count()).toMatchObject({ repositories: 2, unscannedRepositories: 2, isListed: false });
    await store().beginRepositories(host());
    const entries = ['team/app', 'team/web'];
    await store().putRepositories(host(), { after: '', next: undefined, entries });
    await store().finishRepositories(host());
    await store().beginTags(at);
    await store().putTags(at, { after: '', next: undefined, entries: [{ name: '1' }, { name: '2' }] });
    await store().finishTags(at, 1);
    expect(await count()).toMatchObject({
      ...{ repositories: 2, unscannedRepositories: 1, isListed: true },
      ...{ tags: 3, unresolvedTags: 1 },
    });
  });

  test('counts nothing that the caller may not read', async () => {
    await tag('team/app', '1', 'a');
    await tag('secret/app', '1', 'b');
    const reach = [parsePattern(`${host()}/team/*`)].filter((one) => one !== undefined);
    expect(await count({ reach })).toMatchObject({ artifacts: 1, tags: 1, repositories: 1 });
    expect(await count({ reach: [] })).toMatchObject({
      artifacts: 0,
      tags: 0,
      repositories: 0,
      isListed: false,
    });
    expect(await count({ repository: 'secret/app' })).toMatchObject({ artifacts: 1, repositories: 1 });
  });
});
