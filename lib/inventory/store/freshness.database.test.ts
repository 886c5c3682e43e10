import { describe, expect, test } from 'vitest';
import { digestOf, evidence, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';

const hourMs = 3_600_000;

describe.skipIf(testDatabaseUrl === undefined)('how fresh a registry is', () => {
  const { store, host, pass } = useScratchInventory();
  const app = () => ({ host: host(), name: 'team/app' });
  const look = (image: string, more = {}) =>
    store().putSubject(
      imageRecord(host(), 'team/app', `${host()} ${image}`, { [`${host()} s`]: 'sbom' }, more),
    );
  const tag = (name: string, image: string) =>
    store().putTag(app(), { name, digest: digestOf(`${host()} ${image}`) });

  test('is told by its oldest fact, and not by the newest', async () => {
    await tag('1', 'a');
    await look('a');
    const first = (await store().freshness(host()))?.asOf;
    await pass(hourMs);
    await tag('2', 'b');
    await look('b');
    expect((await store().freshness(host()))?.asOf).toBe(first);
    await look('a');
    const later = (await store().freshness(host()))?.asOf;
    expect(Date.parse(later ?? '') - Date.parse(first ?? '')).toBeGreaterThanOrEqual(hourMs);
  });

  test('counts a manifest once for all its tags, and only what a tag leads to', async () => {
    await tag('1', 'a');
    await tag('latest', 'a');
    await tag('2', 'b');
    await look('a');
    await look('no tag leads here');
    expect(await store().freshness(host())).toMatchObject({ tags: 3, subjects: 2, unseenSubjects: 1 });
  });

  test('counts one unknown kind of evidence as an unknown artifact, and each unread document once', async () => {
    for (const image of ['a', 'b']) await tag(image, image);
    await look('a', { evidence: evidence({ vex: 'unknown', report: 'unknown' }) });
    await look('b');
    expect(await store().freshness(host())).toMatchObject({ unknownSubjects: 1, unreadDocuments: 1 });
    await store().putDocuments(digestOf(`${host()} s`), [], 1);
    expect(await store().freshness(host())).toMatchObject({ unknownSubjects: 1, unreadDocuments: 0 });
  });

  test('leaves out what is gone, and tells a pause until it ends', async () => {
    await store().beginRepositories(host());
    await store().putRepositories(host(), { after: '', next: undefined, entries: ['team/app', 'team/old'] });
    await store().finishRepositories(host());
    await tag('1', 'a');
    await store().pause(host(), hourMs, 'too many');
    expect(await store().freshness(host())).toMatchObject({ repositories: 2, pause: { reason: 'too many' } });
    await pass(2 * hourMs);
    expect(await store().freshness(host())).not.toHaveProperty('pause');
    await store().beginRepositories(host());
    await store().putRepositories(host(), { after: '', next: undefined, entries: ['team/app'] });
    await store().finishRepositories(host());
    expect(await store().freshness(host())).toMatchObject({ repositories: 1 });
    expect(await store().freshness(host(), 'team/old')).toBeUndefined();
  });
});
