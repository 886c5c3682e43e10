import { expect, test } from 'vitest';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { shareLicences } from './licence-shares.ts';

const sbom = (licences: SbomSummary['licences'], without = 0): SbomSummary => ({
  packages: 10,
  licences,
  tools: [],
  lacking: { version: 0, licence: without, supplier: 0, hash: 0, identifier: 0 },
});

test('licences and packages without one share the bar', () => {
  const { named, without, copyleft } = shareLicences(
    sbom(
      [
        { expression: 'MIT', count: 6 },
        { expression: 'GPL-3.0-only', count: 2 },
      ],
      2,
    ),
  );
  expect(named.map(({ share }) => share)).toEqual([0.6, 0.2]);
  expect(named.map((licence) => licence.copyleft)).toEqual([undefined, 'strong']);
  expect(without).toEqual({ count: 2, share: 0.2 });
  expect(copyleft).toEqual({ expressions: ['GPL-3.0-only'], count: 2 });
});

test('the ninth licence and those after it stand together', () => {
  const many = Array.from({ length: 11 }, (_, at) => ({ expression: `L${at}`, count: 20 - at }));
  const { named, others } = shareLicences(sbom(many));
  expect([named.length, others.length, others[0]?.expression]).toEqual([8, 3, 'L8']);
});

test('an SBOM that names no licences has an empty bar', () => {
  expect(shareLicences({ packages: 0, licences: [], tools: [] })).toEqual({
    named: [],
    others: [],
    without: undefined,
    copyleft: { expressions: [], count: 0 },
  });
});
