import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FindingRow } from '#lib/formats/documents/rows';
import { parseDigest } from '#lib/oci/digest';
import { mergeFindings } from './merge-findings.ts';

const report = (tool: string) => ({
  digest: parseDigest(`sha256:${'1'.repeat(64)}`),
  about: [parseDigest(`sha256:${'a'.repeat(64)}`)] as const,
  title: tool,
  format: 'x',
  tool,
  findings: [],
});

const listed = (tool: string, row: Partial<FindingRow>) => ({
  report: report(tool),
  row: { id: 'CVE-1', aliases: [], severity: 'low', fixedIn: [], state: 'open', ...row } as const,
});

const openssl = { package: 'openssl', version: '3.1', purl: 'pkg:apk/alpine/openssl@3.1' };

test('two packages of one name and different purls stay two', async () => {
  const rows = await mergeFindings([
    listed('A', { package: 'ws', version: '1', purl: 'pkg:npm/ws@1' }),
    listed('A', { package: 'ws', version: '1', purl: 'pkg:deb/debian/ws@1' }),
  ]);
  expect(rows).toHaveLength(2);
});

test('a finding without a package joins the packages that have the vulnerability', async () => {
  const rows = await mergeFindings([listed('B', {}), listed('A', openssl)]);
  expect(rows.map(({ tools }) => [...tools.keys()])).toEqual([['A', 'B']]);
});

test('a finding without a version joins the package of that name', async () => {
  const rows = await mergeFindings([listed('B', { package: 'openssl' }), listed('A', openssl)]);
  expect(rows).toHaveLength(1);
});

test('a name that one tool knows as an alias joins what another tool calls by it', async () => {
  const rows = await mergeFindings([
    listed('A', { ...openssl, aliases: ['GHSA-1'] }),
    listed('B', { ...openssl, id: 'ghsa-1' }),
    listed('C', { ...openssl, id: 'GO-1', aliases: ['GHSA-1'] }),
  ]);
  expect(rows.map(({ vulnerability, tools }) => [vulnerability, tools.size])).toEqual([['CVE-1', 3]]);
});

test('an advisory of several vulnerabilities that nobody else names is one finding', async () => {
  const rows = await mergeFindings([listed('A', { ...openssl, id: 'DSA-1', aliases: ['CVE-1', 'CVE-2'] })]);
  expect(rows).toMatchObject([{ vulnerability: 'DSA-1' }]);
});

test('a finding is open when one tool counts it', async () => {
  const rows = await mergeFindings([
    listed('A', { ...openssl, state: 'ignored' }),
    listed('B', { ...openssl, severity: 'critical' }),
  ]);
  expect(rows).toMatchObject([{ isOpen: true }]);
});

test('a finding without a package stands alone where a vulnerability is in very many packages', async () => {
  const many = Array.from({ length: 100 }, (_, at) => listed('A', { package: `p${at}`, version: '1' }));
  const rows = await mergeFindings([...many, listed('B', {}), listed('C', {})]);
  expect(rows).toHaveLength(101);
  expect([...(rows.at(-1)?.tools.keys() ?? [])]).toEqual(['B', 'C']);
});

test('no vulnerability with a CVE gets lost, whatever the names are', async () => {
  const name = fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3', 'GHSA-1', 'GHSA-2', 'DSA-1', '');
  const row = fc.record({ id: name, aliases: fc.array(name, { maxLength: 3 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      const merged = await mergeFindings(rows.map((one) => listed('A', { ...openssl, ...one })));
      const names = new Set(merged.map(({ vulnerability }) => vulnerability));
      for (const { id } of rows) if (id.startsWith('CVE-')) expect(names).toContain(id);
    }),
  );
});
