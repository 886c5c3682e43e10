import { expect, test } from 'vitest';
import { digestOf, evidence } from '#e2e/fakes/inventory-records';
import { formatKeptEvidence } from './kept-evidence.ts';
import { storeLimits } from './limits.ts';

const platform = (number: number) => ({
  ...{ platform: `linux/${number}`, digest: digestOf(`${number}`) },
  evidence: evidence({ signature: 'valid' }),
});

test('all that an audit says of an artifact is kept', () => {
  const record = {
    evidence: evidence({ sbom: 'unknown' }),
    own: evidence({}),
    platforms: [platform(1), platform(2)],
    policy: { name: 'release', verdict: 'fail', reasons: ['It is not signed.'] },
  } as const;
  expect(JSON.parse(formatKeptEvidence(record) ?? '')).toEqual(record);
});

test('a sentence of a stranger is cut, and has no character that a database refuses', () => {
  const long = { ...evidence({}).vex, reason: `\0${'x'.repeat(storeLimits.reasonMaxCharacters)}` };
  const kept = JSON.parse(formatKeptEvidence({ evidence: { ...evidence({}), vex: long } }) ?? '');
  expect(kept.evidence.vex.reason).toHaveLength(storeLimits.reasonMaxCharacters);
  expect(kept.evidence.vex.reason).toMatch(/^\u{fffd}x+…$/u);
});

test('an index that names more platforms than there is room for is not kept', () => {
  const platforms = Array.from({ length: 2_000 }, (_, number) => platform(number));
  expect(formatKeptEvidence({ evidence: evidence({}), platforms })).toBeUndefined();
});
