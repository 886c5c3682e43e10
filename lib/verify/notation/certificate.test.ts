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

test('a certificate that is larger than any real one is refused', () => {
  const subject = [['2.5.4.3', 'a'.repeat(17 * 1024)]] as const;
  expect(() => readCertificate(makeCertificate({ subject }).der)).toThrow('cannot be read');
});

test('a certificate with a number that takes hours to read is refused', () => {
  const long = `1.2${'.4'.repeat(600)}`;
  expect(() => readCertificate(makeCertificate({ extendedUsage: [long] }).der)).toThrow('cannot be read');
});
