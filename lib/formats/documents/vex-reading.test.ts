import { expect, test } from 'vitest';
import type { StatementRow } from './rows.ts';
import { summariseStatements, vexReading } from './vex-reading.ts';

const row = (status: string, vulnerability = 'CVE-1'): StatementRow => ({
  vulnerability,
  aliases: [],
  products: [{ name: 'web', purl: 'pkg:oci/web' }],
  status,
});

test('statements are counted by status, vulnerabilities and products once each', () => {
  expect(
    summariseStatements([row('fixed'), row('not_affected'), row('fixed', 'CVE-2'), row('nonsense')], {
      author: 'Acme',
    }),
  ).toEqual({
    statements: 4,
    byStatus: { not_affected: 1, affected: 0, fixed: 2, under_investigation: 0 },
    vulnerabilities: 2,
    products: 1,
    author: 'Acme',
  });
});

test('a title names the numbers that are not zero', () => {
  const read = (statements: readonly StatementRow[], isWhole = true) =>
    vexReading(
      { isWhole, bytes: 2048, annotations: {} },
      { name: 'OpenVEX', format: 'openvex', statements: () => statements },
    ).title;
  expect(read([row('fixed'), row('not_affected')])).toBe('OpenVEX · 1 not affected, 1 fixed');
  expect(read([])).toBe('OpenVEX · 0 statements');
  expect(read([row('fixed')], false)).toBe('OpenVEX · 2.0 KiB');
});
