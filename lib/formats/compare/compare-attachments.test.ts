import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import { compareAttachments } from './compare-attachments.ts';

const attachment = (kind: Kind, title: string) => ({
  kind,
  title,
  digest: parseDigest(`sha256:${'a'.repeat(64)}`),
});

test('kinds are gained, lost, changed or the same', () => {
  const left = [
    attachment('signature', 'Signed with a key'),
    attachment('sbom', 'SPDX 2.3'),
    attachment('vex', 'A'),
  ];
  const right = [attachment('sbom', 'SPDX 2.3'), attachment('vex', 'B'), attachment('provenance', 'SLSA')];
  expect(compareAttachments(left, right).map(({ kind, change }) => `${kind} ${change}`)).toEqual([
    'provenance gained',
    'sbom same',
    'signature lost',
    'vex changed',
  ]);
});

test('titles that say the same are counted', () => {
  const reports = [1, 2, 3].map(() => attachment('vulnerability-report', '1 high · Trivy'));
  expect(compareAttachments(reports, [])[0]?.left).toMatchObject([{ title: '1 high · Trivy', count: 3 }]);
});

test('of the reports of one tool the newest is told', () => {
  const report = (title: string, created: string) => ({
    ...attachment('vulnerability-report', title),
    created,
  });
  const reports = [
    report('2 high · Trivy', '2026-01-01T00:00:00Z'),
    report('1 high · Trivy', '2026-02-01T00:00:00Z'),
  ];
  expect(compareAttachments(reports, [])[0]?.left).toMatchObject([{ title: '1 high · Trivy', count: 2 }]);
});
