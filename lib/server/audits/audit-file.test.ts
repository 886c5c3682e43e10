import { expect, test } from 'vitest';
import { auditWith, rowWith } from '#e2e/fakes/audit-example';
import { packAudit, unpackAudit } from './audit-file.ts';
import { savedSummary } from './saved-audits.ts';

const audit = auditWith([rowWith({ verdict: 'pass' })]);
const saved = savedSummary('01234567-89ab-cdef-0123-456789abcdef', new Date(0), audit);

test('an audit is the same once it is packed and unpacked', async () => {
  expect(await unpackAudit(await packAudit(saved, audit))).toEqual({ saved, audit });
});

test('what is cut off, altered or no audit is not unpacked', async () => {
  const content = await packAudit(saved, audit);
  const altered = Uint8Array.from(content, (byte, at) => (at === content.length - 6 ? byte ^ 1 : byte));
  for (const bytes of [content.subarray(0, -20), altered, new Uint8Array(0), new Uint8Array(100_000)])
    await expect(unpackAudit(bytes)).rejects.toThrow();
});
