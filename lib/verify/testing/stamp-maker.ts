import { createHash, sign } from 'node:crypto';
import type { MadeCertificate } from './certificate-maker.ts';
import { derWriter as der } from './der-writer.ts';

const signedData = '1.2.840.113549.1.7.2';
const stampInfo = '1.2.840.113549.1.9.16.1.4';
const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
const sha512WithRsa = '1.2.840.113549.1.1.13';
const sha256Algorithm = der.sequence(der.oid('2.16.840.1.101.3.4.2.1'));

/** A time stamp (https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2) over some bytes. */
export function makeStamp(stamper: MadeCertificate, issuerName: string, bytes: Buffer, at: Date): Buffer {
  const info = der.sequence(
    der.integer(1),
    der.oid('1.2.3'),
    der.sequence(sha256Algorithm, der.octets(sha256(bytes))),
    der.integer(1),
    der.time(at),
  );
  const isRsa = stamper.privateKey.asymmetricKeyType === 'rsa';
  const attributes = Buffer.concat([
    der.sequence(der.oid('1.2.840.113549.1.9.3'), der.set(der.oid(stampInfo))),
    der.sequence(der.oid('1.2.840.113549.1.9.4'), der.set(der.octets(sha256(info)))),
  ]);
  const issuer = der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.utf8(issuerName))));
  const signer = der.sequence(
    der.integer(1),
    der.sequence(issuer, der.integer(stamper.serial)),
    sha256Algorithm,
    der.tagged(0, attributes),
    der.sequence(der.oid(isRsa ? sha512WithRsa : ecdsaWithSha256)),
    der.octets(sign(isRsa ? 'sha512' : 'sha256', der.set(attributes), stamper.privateKey)),
  );
  const content = der.sequence(der.oid(stampInfo), der.tagged(0, der.octets(info)));
  const data = der.sequence(der.integer(3), der.set(sha256Algorithm), content, der.set(signer));
  return der.sequence(der.sequence(der.integer(0)), der.sequence(der.oid(signedData), der.tagged(0, data)));
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
