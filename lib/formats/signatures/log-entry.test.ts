import { expect, test } from 'vitest';
import { dateOfSeconds, entriesOfBundle, entryOfCosign } from './log-entry.ts';

const rekor = 'wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0=';

test('an entry of a bundle names its log, its index and its time', () => {
  expect(
    entriesOfBundle([
      { logIndex: '77', logId: { keyId: rekor }, integratedTime: '1700000000' },
      {
        logIndex: '5',
        logId: { keyId: 'AAE=' },
        integratedTime: '0',
        inclusionProof: { checkpoint: { envelope: 'log2025-1.rekor.sigstore.dev\n5\n' } },
      },
      { logId: { keyId: 'AAE=' } },
    ]),
  ).toEqual([
    { log: 'rekor.sigstore.dev', index: '77', integratedAt: '2023-11-14T22:13:20Z' },
    { log: 'log2025-1.rekor.sigstore.dev', index: '5' },
    { log: '0001' },
  ]);
});

test('the entry that cosign keeps names the same', () => {
  const Payload = { logID: 'ab', logIndex: 7, integratedTime: 1_700_000_000 };
  expect(entryOfCosign({ Payload })).toEqual([
    { log: 'ab', index: '7', integratedAt: '2023-11-14T22:13:20Z' },
  ]);
  expect(entryOfCosign({})).toEqual([]);
});

test.each([0, -1, Number.NaN, 1e15, '12x', null, {}])('%j seconds are no time', (value) => {
  expect(dateOfSeconds(value)).toBeUndefined();
});
