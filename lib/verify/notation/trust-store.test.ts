import { describe, expect, test } from 'vitest';
import { readCertificate } from './certificate.ts';
import { makeAuthority, makeCertificate, pemOf, usage } from './testing/make-certificate.ts';
import { certificatesOfStores, checkIdentity, checkTrusted } from './trust-store.ts';

const root = makeAuthority();
const leaf = makeCertificate({ issuer: root });
const chain = [leaf, root].map(({ der }) => readCertificate(der));

describe('stores', () => {
  const stores = {
    'ca:acme': [pemOf(root)],
    'ca:leaf': [pemOf(leaf)],
    'ca:empty': [],
    'tsa:clock': [pemOf(root)],
  };

  test('of the type that is asked for are read', () => {
    expect(certificatesOfStores(['ca:acme', 'tsa:clock', 'ca:acme'], 'ca', stores)).toHaveLength(1);
  });

  test('may have several certificates in one text', () => {
    const text = `${pemOf(root)}and\n${pemOf(makeAuthority())}`;
    expect(certificatesOfStores(['ca:two'], 'ca', { 'ca:two': [text] })).toHaveLength(2);
  });

  test.each([
    ['none of the type', ['tsa:clock'], 'names no trust store of the type “ca”'],
    ['one that is not here', ['ca:other'], '“ca:other” is not here'],
    ['one that is empty', ['ca:empty'], '“ca:empty” is not here, or holds no certificate'],
    ['one that holds a signer', ['ca:leaf'], 'no root of trust'],
    ['a name of every object', ['ca:constructor'], 'is not here'],
  ])('%s cannot be checked against', (_, names, reason) => {
    expect(() => certificatesOfStores(names, 'ca', stores)).toThrow(reason);
  });

  test('for time stamps hold roots alone', () => {
    const below = makeCertificate({ issuer: root, isAuthority: true, keyUsage: usage.issue });
    expect(() => certificatesOfStores(['tsa:a'], 'tsa', { 'tsa:a': [pemOf(below)] })).toThrow(
      'no root of trust',
    );
    expect(certificatesOfStores(['ca:a'], 'ca', { 'ca:a': [pemOf(below)] })).toHaveLength(1);
  });
});

test('a chain is trusted by a certificate that is, byte for byte, in the store', () => {
  expect(() => checkTrusted(chain, chain.slice(1))).not.toThrow();
  expect(() => checkTrusted(chain, [readCertificate(makeAuthority().der)])).toThrow(
    'No certificate in its chain',
  );
});

describe('identities', () => {
  const [signer] = chain;
  if (signer === undefined) throw new Error('There is no signer.');

  test.each([
    ['everybody', ['*']],
    ['a part of the subject', ['x509.subject: C=US, ST=WA, O=Acme']],
    ['the whole subject', ['x509.subject:C=US,ST=WA,O=Acme,CN=release']],
    ['one of several', ['x509.subject:C=DE,ST=BE,O=Acme', 'x509.subject:C=US,ST=WA,O=Acme']],
  ])('that name %s name the signer', (_, identities) => {
    expect(() => checkIdentity(signer, identities)).not.toThrow();
  });

  test.each([
    ['nobody', [], 'names no identity'],
    ['another kind of name', ['x509.issuer:C=US,ST=WA,O=Acme'], 'names no identity'],
    ['another', ['x509.subject:C=US,ST=WA,O=Acme,CN=other'], 'names other identities'],
    ['a beginning of a value', ['x509.subject:C=US,ST=WA,O=Acm'], 'names other identities'],
    ['no name at all', ['x509.subject:Acme'], 'is not written as'],
  ])('that name %s do not', (_, identities, reason) => {
    expect(() => checkIdentity(signer, identities)).toThrow(reason);
  });
});
