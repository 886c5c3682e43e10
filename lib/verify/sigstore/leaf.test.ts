import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refused } from '#lib/verify/outcome';
import { ada, sigstore } from '#lib/verify/testing/check-sigstore';
import { derWriter as der } from '#lib/verify/testing/der-writer';
import { readLeaf } from './leaf.ts';

const workflow = 'https://github.com/acme/web/.github/workflows/release.yml@refs/tags/v1';
const mail = (text: string) => [0x81, Buffer.from(text)] as const;
const address = (text: string) => [0x86, Buffer.from(text, 'latin1')] as const;
const signerOf = (options: Parameters<typeof sigstore.certify>[0]) =>
  readLeaf(sigstore.certify(options).der).signer;

test('a workflow is told by its file and its repository, and claims by the names of Fulcio', () => {
  const issuer = der.utf8('https://token.actions.githubusercontent.com');
  const signer = signerOf({
    names: [address(workflow)],
    issuers: {
      8: issuer,
      4: Buffer.from('Release'),
      12: der.utf8('https://github.com/acme/web'),
      99: issuer,
    },
  });
  expect(signer).toMatchObject({
    name: 'workflow release of acme/web',
    identity: workflow,
    issuer: 'https://token.actions.githubusercontent.com',
    extensions: { githubWorkflowName: 'Release', sourceRepositoryURI: 'https://github.com/acme/web' },
  });
  expect(Object.keys(signer.extensions ?? {})).toEqual(['githubWorkflowName', 'sourceRepositoryURI']);
});

test('of several names the one counts that cosign takes', () => {
  expect(signerOf({ names: [mail('eve@evil.example'), mail('ada@acme.example')] }).identity).toBe(
    'eve@evil.example',
  );
  expect(signerOf({ names: [mail('ada@acme.example'), address(workflow)] }).identity).toBe(workflow);
  const user = Buffer.concat([der.oid('1.3.6.1.4.1.57264.1.7'), der.tagged(0, der.utf8('ada!acme.example'))]);
  expect(signerOf({ names: [[0xa0, user]] }).identity).toBe('ada!acme.example');
});

test('a name with letters that another program could read as others names nobody', () => {
  // The library takes the eighth bit away, which makes an m of the í.
  const signer = signerOf({ names: [address('ada@acíe.example')] });
  expect(signer.identity).toBeUndefined();
  expect(signer.name).toBe('a certificate that names nobody');
  expect(signerOf({ names: [] }).identity).toBeUndefined();
});

test('an issuer that is no text is refused', () => {
  expect(() => signerOf({ issuers: { 8: Buffer.from('x') } })).toThrow(
    'names its issuer in bytes that are not text',
  );
  expect(() => signerOf({ issuers: { 1: Buffer.of(0xff) } })).toThrow(
    'names its issuer in bytes that are not text',
  );
});

test('an extension stands once', () => {
  const twice = { '2.5.29.37': der.sequence(der.oid('1.3.6.1.5.5.7.3.3')) };
  expect(() => signerOf({ log: () => ['2.5.29.37', twice['2.5.29.37']] })).toThrow(
    'An extension appears twice',
  );
});

test('a number that no certificate has is refused before it is read', () => {
  const long = der.sequence(der.integer(Buffer.alloc(200_000, 1)));
  expect(() => signerOf({ log: () => ['1.2.3', long] })).toThrow('has a number that is too long');
});

test('whatever is changed in the bytes, a certificate or a clear sentence', () => {
  fc.assert(
    fc.property(fc.nat(ada.der.length - 1), fc.nat(255), (place, value) => {
      const bytes = Buffer.from(ada.der);
      bytes[place] = value;
      try {
        readLeaf(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Refused);
      }
    }),
  );
});
