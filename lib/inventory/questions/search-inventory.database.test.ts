import { describe, expect, test } from 'vitest';
import { digestOf, evidence, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import { parsePattern } from '#lib/roles/repository-pattern';
import { parseSearchCursor } from './search-cursor.ts';
import type { SearchQuestion } from './search-inventory.ts';
import { searchInventory } from './search-inventory.ts';

describe.skipIf(testDatabaseUrl === undefined)('a search', () => {
  const { store, host, database } = useScratchInventory();
  const scan = async (repository: string, image: string, packages: readonly string[]) => {
    const [name, sbom] = [`${host()} ${image}`, `${host()} ${image} sbom`];
    const record = imageRecord(host(), repository, name, { [sbom]: 'sbom' });
    await store().putSubject(record);
    await store().putTag({ host: host(), name: repository }, { name: image, digest: record.digest });
    const document = {
      ...({ kind: 'sbom', format: 'spdx-json', title: 'SPDX' } as const),
      packages: packages.map((one) => ({ type: '', name: one, version: '' })),
    };
    await store().putDocuments(digestOf(sbom), [document], 1);
  };
  const search = (question: Partial<SearchQuestion>, scope: object = {}) =>
    searchInventory(
      database(),
      { reach: undefined, host: host(), ...scope },
      { kind: 'package', text: '', max: 50, ...question },
    );
  const linesOf = ({ rows }: Awaited<ReturnType<typeof search>>) =>
    rows.flatMap(({ name, references }) => references.map(({ reference }) => `${name} ${reference}`));

  test('gives each artifact of each name once, whatever the size of its pages', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `p${at}`);
    for (const image of ['a', 'b']) await scan('team/app', image, names);
    await scan('team/app', 'c', ['p1']);
    const all = linesOf(await search({ text: 'p', max: 200 }));
    expect(new Set(all).size).toBe(61);
    for (const max of [1, 7, 61]) {
      const found: string[] = [];
      let next: string | undefined;
      do {
        const from = next === undefined ? undefined : parseSearchCursor(next);
        const page = await search({ text: 'p', max, from });
        expect(linesOf(page).length).toBeLessThanOrEqual(max);
        found.push(...linesOf(page));
        ({ next } = page);
      } while (next !== undefined);
      expect(found).toEqual(all);
    }
  });

  test('says of how many artifacts nobody knows, beside those that it found', async () => {
    await scan('team/app', 'a', ['openssl']);
    const hidden = imageRecord(host(), 'team/app', `${host()} hidden`, {});
    await store().putSubject({ ...hidden, evidence: evidence({ sbom: 'unknown' }) });
    await store().putTag({ host: host(), name: 'team/app' }, { name: 'hidden', digest: hidden.digest });
    const bare = imageRecord(host(), 'team/app', `${host()} bare`, {});
    await store().putSubject(bare);
    await store().putTag({ host: host(), name: 'team/app' }, { name: 'bare', digest: bare.digest });
    const answer = await search({ text: 'openssl' });
    expect(linesOf(answer)).toEqual([`openssl ${host()}/team/app:a`]);
    expect(answer).toMatchObject({ artifacts: 3, unknown: 1, without: 1, notCompared: [] });
  });

  test('names repositories, and versions that it cannot compare, only to who may read them', async () => {
    await scan('team/app', 'a', ['lib']);
    await scan('secret/app', 'b', ['lib', 'hidden']);
    const reach = [parsePattern(`${host()}/team/*`)].filter((one) => one !== undefined);
    expect(linesOf(await search({ kind: 'repository', text: 'APP' }, { reach }))).toEqual([
      `${host()}/team/app ${host()}/team/app`,
    ]);
    const first = await search({ kind: 'repository', text: 'app', max: 1 });
    expect(linesOf(first)).toEqual([`${host()}/secret/app ${host()}/secret/app`]);
    const from = parseSearchCursor(first.next ?? '');
    expect((await search({ kind: 'repository', text: 'app', from, max: 1 })).next).toBeUndefined();
    const below = { text: 'hidden', below: '2' };
    expect((await search(below)).notCompared).toMatchObject([{ name: 'hidden' }]);
    expect((await search(below, { reach })).notCompared).toEqual([]);
  });

  test('says where to go on without naming what the reader may not see', async () => {
    await scan(
      'secret/app',
      'a',
      Array.from({ length: 1_700 }, (_, at) => `hidden-${at}`),
    );
    await scan('team/app', 'b', ['hidden-z']);
    const reach = [parsePattern(`${host()}/team/*`)].filter((one) => one !== undefined);
    const first = await search({ text: 'hidden' }, { reach });
    expect(first.rows).toEqual([]);
    expect(Buffer.from(first.next ?? '', 'base64url').toString()).not.toContain('hidden');
    const second = await search({ text: 'hidden', from: parseSearchCursor(first.next ?? '') }, { reach });
    expect(linesOf(second)).toEqual([`hidden-z ${host()}/team/app:b`]);
  });

  test('takes a character that no database stores for the one that stands in its place', async () => {
    await scan('team/app', 'a', ['nul\0nul']);
    expect(linesOf(await search({ text: 'l\0n' }))).toEqual([`nul\u{fffd}nul ${host()}/team/app:a`]);
    expect(linesOf(await search({ kind: 'repository', text: '\0' }))).toEqual([]);
  });
});
