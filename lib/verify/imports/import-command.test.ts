import { expect, test } from 'vitest';
import { importCommand, isCommand } from './import-command.ts';

test('a command becomes a whole document', () => {
  expect(importCommand('gh at verify oci://b --owner acme', {})).toMatchObject({
    document: {
      apiVersion: 'policy.sigstore.dev/v1beta1',
      kind: 'ClusterImagePolicy',
      metadata: { name: 'imported-command' },
    },
  });
});

test.each(['cosign sign a', 'gh release list', 'cosign verify "a', 'cosign'])(
  '%s is refused in a sentence',
  (text) => {
    expect(importCommand(text, {})).toHaveProperty('problem');
  },
);

test.each([
  ['cosign verify a', true],
  ['$ cosign verify a', true],
  ['A=1 gh attestation verify a', true],
  ['apiVersion: policy.sigstore.dev/v1beta1', false],
  ['cosign: true', false],
  ['', false],
])('%j looks like a command: %s', (text, isOne) => {
  expect(isCommand(text)).toBe(isOne);
});
