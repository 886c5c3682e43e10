import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import type { DocumentRecord } from './document-record.ts';

describe.skipIf(testDatabaseUrl === undefined)('the documents of a manifest', () => {
  const { store, host, rows } = useScratchInventory();
  const sbom: DocumentRecord = { kind: 'sbom', format: 'spdx-json', title: 'SPDX' };
  const put = (documents: readonly DocumentRecord[], readWith = 1) =>
    store().putDocuments(digestOf(host()), documents, readWith);
  const kept = () =>
    rows(sql<{
      place: number;
      title: string;
    }>`SELECT d.place, d.title, d.packages, d.vulnerabilities, d.licences,
        s.subject AS signer, b.name AS builder, d.unread
      FROM document d JOIN manifest m ON m.id = d.manifest LEFT JOIN signer s ON s.id = d.signer
      LEFT JOIN term b ON b.id = d.builder
      WHERE m.digest = decode(${`12${digestOf(host()).slice(7)}`}, 'hex') ORDER BY d.place`);

  test('tell a list that holds nothing from one that nobody could read', async () => {
    await put([{ ...sbom, packages: [], vulnerabilities: [], licences: [] }, sbom]);
    expect(await kept()).toMatchObject([
      { place: 0, packages: [], vulnerabilities: [], licences: [] },
      { place: 1, packages: null, vulnerabilities: null, licences: null },
    ]);
  });

  test('are those that were read last, with whatever they name', async () => {
    const npm = (name: string) => ({ type: 'npm', name, version: '1' });
    await put([{ ...sbom, title: 'first' }, sbom]);
    await put([
      {
        ...{ ...sbom, title: 'second', builder: 'https://builder.example', unread: 'too deep' },
        packages: [npm('b'), npm('a'), npm('b')],
        signer: { issuer: 'https://id.example', subject: 'acme' },
      },
    ]);
    const [one, ...others] = await kept();
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      ...{ title: 'second', signer: 'acme', builder: 'https://builder.example', unread: 'too deep' },
      packages: [expect.any(Number), expect.any(Number)],
    });
  });

  test('stay as a later version of the readers has read them', async () => {
    await put([{ ...sbom, title: 'by two' }], 2);
    await put([{ ...sbom, title: 'by one' }], 1);
    expect(await kept()).toMatchObject([{ title: 'by two' }]);
    await put([{ ...sbom, title: 'by two again' }], 2);
    expect(await kept()).toMatchObject([{ title: 'by two again' }]);
    expect(await store().unreadAmong([digestOf(host())], 2)).toEqual([]);
  });

  test('give a vulnerability the gravest severity that any of them names', async () => {
    const id = `CVE-${host()}`;
    const severity = async () =>
      (await rows(sql<{ severity: number }>`SELECT severity FROM vulnerability WHERE name = ${id}`))[0];
    const report = (severity: 'low' | 'critical' | 'medium'): DocumentRecord => ({
      ...{ ...sbom, kind: 'vulnerability-report' },
      vulnerabilities: [{ id, severity }],
    });
    await put([report('low')]);
    expect(await severity()).toEqual({ severity: 3 });
    await put([report('critical'), report('low')]);
    await put([report('medium')]);
    expect(await severity()).toEqual({ severity: 0 });
  });
});
