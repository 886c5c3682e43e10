import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import type { PackageName } from '#lib/inventory/store/document-record';
import { parsePattern } from '#lib/roles/repository-pattern';
import { findArtifacts, findNames, findNamesBelow } from './find-artifacts.ts';
import { searchStart } from './search-cursor.ts';

describe.skipIf(testDatabaseUrl === undefined)('artifacts by the names in their documents', () => {
  const { store, host, database } = useScratchInventory();
  const scan = async (repository: string, image: string, packages: readonly PackageName[]) => {
    const [name, sbom] = [`${host()} ${image}`, `${host()} ${image} sbom`];
    const record = imageRecord(host(), repository, name, { [sbom]: 'sbom' });
    await store().putSubject(record);
    await store().putTag({ host: host(), name: repository }, { name: image, digest: record.digest });
    const document = { kind: 'sbom', format: 'spdx-json', title: 'SPDX', packages } as const;
    await store().putDocuments(digestOf(sbom), [document], 1);
  };
  const npm = (name: string, version: string) => ({ type: 'npm', name, version });
  const names = async (text: string, max = 9) =>
    (await findNames(database(), 'package', text, searchStart.entry, max)).map(
      ({ name, version }) => `${name} ${version}`,
    );
  const scope = () => ({ reach: undefined, host: host() });

  test('are found by any part of a name, in any case, and by no wildcard', async () => {
    await scan('team/app', 'a', [
      npm('Left-Pad', '2'),
      npm('left-pad', '1'),
      npm('my%pad_', '1'),
      npm('x', '1'),
    ]);
    expect((await names('LEFT')).toSorted()).toEqual(['Left-Pad 2', 'left-pad 1'].toSorted());
    expect(await names('%pad')).toEqual(['my%pad_ 1']);
    expect(await names('ad_')).toEqual(['my%pad_ 1']);
    expect(await names('\\')).toEqual([]);
    expect(await names('pad', 2)).toEqual((await names('pad')).slice(0, 2));
  });

  test('versions below one are those of the whole name, with or without its namespace', async () => {
    const maven = (name: string, version: string) => ({ type: 'maven', name, version });
    await scan('team/app', 'a', [
      maven('org.apache/log4j-core', '2.9.0'),
      maven('org.apache/log4j-core', '2.17.0'),
      maven('org.apache/log4j-core-extra', '1.0'),
      { type: 'generic', name: 'log4j-core', version: 'one' },
    ]);
    const { names: below, notCompared } = await findNamesBelow(database(), 'log4j-core', '2.17.0');
    expect(below.map(({ version }) => version)).toEqual(['2.9.0']);
    expect(notCompared.map(({ version }) => version)).toEqual(['one']);
  });

  test('come name by name and page by page, and never from what the caller may not read', async () => {
    const [one, two] = [npm(`a-${host()}`, '1'), npm(`b-${host()}`, '1')];
    await scan('team/app', 'a', [one, two]);
    await scan('team/web', 'b', [one]);
    await scan('secret/app', 'c', [one, two]);
    const found = await findNames(database(), 'package', host(), searchStart.entry, 9);
    const find = async (max: number, place = searchStart.place, reach: object = {}) =>
      await findArtifacts(database(), { ...scope(), ...reach }, 'package', found, place, max);
    const all = await find(9);
    expect(all.map(({ found: { name }, tags }) => `${name[0]} ${tags}`)).toEqual([
      ...['a a', 'a b', 'a c'],
      ...['b a', 'b c'],
    ]);
    expect(await find(2)).toEqual(all.slice(0, 2));
    expect(await find(9, all[1]?.place)).toEqual(all.slice(2));
    const reach = [parsePattern(`${host()}/team/*`)].filter((pattern) => pattern !== undefined);
    expect((await find(9, searchStart.place, { reach })).map(({ repository }) => repository)).toEqual([
      ...['team/app', 'team/web', 'team/app'],
    ]);
  });
});
