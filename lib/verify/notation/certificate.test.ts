import { expect, test } from 'vitest';
import { isValidAt, readCertificate } from './certificate.ts';
import { makeAuthority, makeCertificate, usage } from './testing/make-certificate.ts';

test('a certificate says what its key is for, and until when it holds', () => {
  const certificate = readCertificate(makeCertificate({ keyUsage: usage.sign | usage.encipher }).der);
  expect([...(certificate.keyUsages ?? [])]).toEqual(['digitalSignature', 'keyEncipherment']);
  expect(certificate).toMatchObject({ isAuthority: false, isRevocable: false, extendedUsages: [] });
  expect(certificate.isCritical('keyUsage')).toBe(true);
  expect(isValidAt(certificate, certificate.notBefore, certificate.notAfter)).toBe(true);
  expect(isValidAt(certificate, new Date(certificate.notAfter.getTime() + 1))).toBe(false);
});

test('an authority says how long a chain below it may be', () => {
  expect(readCertificate(makeAuthority({ pathLength: 1 }).der)).toMatchObject({
    isAuthority: true,
    pathLength: 1,
  });
});

test('a certificate that says nothing of its key has no usages', () => {
  expect(readCertificate(makeCertificate({ keyUsage: 'none' }).der).keyUsages).toBeUndefined();
});

test('a certificate may say where to ask for its revocation', () => {
  expect(readCertificate(makeCertificate({ isRevocable: true }).der).isRevocable).toBe(true);
});

test.each([[Buffer.alloc(0)], [Buffer.from('30', 'hex')], [Buffer.from('3000', 'hex')]])(
  'bytes that are none are refused',
  (der) => {
    expect(() => readCertificate(der)).toThrow('One of its certificates cannot be read.');
  },
);
