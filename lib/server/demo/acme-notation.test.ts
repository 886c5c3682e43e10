import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const years = 365 * 24 * 60 * 60 * 1000;

test('what the demo signed with notation stays valid for as long as anybody will open it', async () => {
  const certificate = new X509Certificate(await readFile(new URL('acme-notation.crt', import.meta.url)));
  expect(certificate.validFromDate.getTime()).toBeLessThan(Date.now());
  expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now() + 50 * years);
});
