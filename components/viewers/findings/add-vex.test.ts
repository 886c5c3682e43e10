import { expect, test } from 'vitest';
import type { FindingRow } from '#lib/formats/documents/rows';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import { addVex, toShownFinding } from './add-vex.ts';

const row = (change: Partial<FindingRow> = {}): FindingRow => ({
  id: 'CVE-2026-1',
  aliases: [],
  severity: 'high',
  package: 'zlib',
  version: '1.3',
  fixedIn: [],
  state: 'open',
  ...change,
});
const joined = (change: Partial<JoinedFinding> = {}): JoinedFinding => ({
  vulnerability: 'CVE-2026-1',
  aliases: ['GHSA-aaaa'],
  severity: 'high',
  package: { name: 'zlib', version: '1.3' },
  fixedIn: [],
  tools: ['Trivy'],
  about: [],
  state: 'excused',
  ...change,
});

test('a finding that VEX excuses is excused, whichever of its names the report uses', () => {
  const rows = [joined()];
  expect(addVex([row(), row({ id: 'ghsa-AAAA' })], { rows }).map(({ isExcused }) => isExcused)).toEqual([
    true,
    true,
  ]);
});

test('a finding of all reports is a row of the same list, with what VEX says of it', () => {
  const shown = toShownFinding(
    joined({ package: { name: 'zlib', version: '1.3', purl: 'pkg:apk/zlib@1.3' } }),
  );
  expect(shown).toMatchObject({
    ...row({ aliases: ['GHSA-aaaa'] }),
    purl: 'pkg:apk/zlib@1.3',
    isExcused: true,
  });
  expect(toShownFinding(joined({ state: 'suppressed' })).state).toBe('suppressed');
  expect(toShownFinding(joined({ state: 'open' })).isExcused).toBe(false);
});

test('a statement for one package excuses no other', () => {
  const [other, newer] = addVex([row({ package: 'libz' }), row({ version: '1.4' })], { rows: [joined()] });
  expect([other?.joined, newer?.joined]).toEqual([undefined, undefined]);
});

test('packages with purls are compared by them, without qualifiers', () => {
  const rows = [joined({ package: { name: 'z', purl: 'pkg:apk/zlib@1.3?arch=arm64' } })];
  expect(addVex([row({ purl: 'pkg:apk/zlib@1.3?arch=amd64' })], { rows })[0]?.isExcused).toBe(true);
  expect(addVex([row({ purl: 'pkg:deb/zlib@1.3' })], { rows })[0]?.isExcused).toBe(false);
});

test('while nothing is known of VEX nothing is excused', () => {
  expect(addVex([row()], undefined)).toEqual([{ ...row(), joined: undefined, isExcused: false }]);
});

test('a row with a purl is of a package without one by its name and version', () => {
  const rows = [joined()];
  expect(addVex([row({ purl: 'pkg:apk/zlib@1.3' })], { rows })[0]?.isExcused).toBe(true);
});

test('ten thousand packages with one vulnerability are each found by their own name', () => {
  const rows = Array.from({ length: 10_000 }, (_, at) =>
    joined({ package: { name: `p${at}`, version: '1' } }),
  );
  const shown = addVex(
    rows.map(({ package: of }) => row({ package: of?.name ?? '', version: '1' })),
    { rows },
  );
  expect(shown.every(({ joined: found, package: name }) => found?.package?.name === name)).toBe(true);
});
