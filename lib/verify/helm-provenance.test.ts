import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { verifyHelmProvenance } from './helm-provenance.ts';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const other = parseDigest(`sha256:${'b'.repeat(64)}`);
const chart = { digest, fileName: 'web-1.2.0.tgz' };

function provenance(files: string): string {
  return `-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

apiVersion: v2
name: web
version: 1.2.0

...
files:
${files}
-----BEGIN PGP SIGNATURE-----

wsBcBAEBCgAQ
=abcd
-----END PGP SIGNATURE-----
`;
}

const good = provenance(`  web-1.2.0.tgz: ${digest}`);

function check(text: string, beside: { digest: typeof digest; fileName?: string } | undefined = chart) {
  const bytes = Buffer.from(text);
  return verifyHelmProvenance({
    form: 'helm-prov',
    bytes,
    ...(beside === undefined ? {} : { chart: beside }),
  });
}

test('a file that names its chart cannot be checked, and says which command can', () => {
  expect(check(good)).toEqual({
    isProven: false,
    state: 'cannot-check',
    facet: 'integrity',
    code: 'form-not-supported',
    reason: 'It names this chart. Orrery does not check PGP signatures.',
    help: 'Run “helm verify --keyring keyring.gpg web-1.2.0.tgz”, or “gpg --verify” on the file.',
  });
  expect(check(good, { digest })).toMatchObject({ code: 'form-not-supported' });
  expect(check(good.replaceAll('\n', '\r\n'))).toMatchObject({ code: 'form-not-supported' });
});

describe('what is proven wrong without a key', () => {
  test.each([
    ['another chart', good, { ...chart, digest: other }, 'other-digest'],
    ['a chart of another name', good, { digest, fileName: 'api-1.2.0.tgz' }, 'other-digest'],
    ['no chart', good, undefined, 'subject-missing'],
    ['no files', provenance('  {}'), chart, 'subject-missing'],
    ['a name that stands twice', provenance(`  a.tgz: ${other}\n  a.tgz: ${digest}`), chart, 'malformed'],
    ['text that nobody signed', 'files:\n  web-1.2.0.tgz: x', chart, 'malformed'],
    [
      'a message without a signature',
      good.slice(0, good.indexOf('-----BEGIN PGP SIGNATURE')),
      chart,
      'malformed',
    ],
  ])('%s', (_, text, beside, code) => {
    const outcome = verifyHelmProvenance({
      form: 'helm-prov',
      bytes: Buffer.from(text),
      ...(beside === undefined ? {} : { chart: beside }),
    });
    expect(outcome).toMatchObject({ state: 'failed', code });
  });
});

test('what stands before and after the signed text is not read', () => {
  const claim = `files:\n  web-1.2.0.tgz: ${digest}\n`;
  const lying = provenance(`  web-1.2.0.tgz: ${other}`);
  expect(check(`${claim}${lying}${claim}`)).toMatchObject({ code: 'other-digest' });
  expect(check(`${claim}${good}`)).toMatchObject({ code: 'form-not-supported' });
});

test('whatever the bytes are, an answer comes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(check(provenance(text))).toMatchObject({ isProven: false });
      expect(check(text)).toMatchObject({ isProven: false });
    }),
  );
});
