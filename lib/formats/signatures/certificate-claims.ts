import type { CertificateClaims } from '#lib/formats/documents/summaries';
import type { DerElement } from '#lib/formats/encoding/der';
import { derElements, derInside, derOid, derTag, derText, derTime, hexOf } from '#lib/formats/encoding/der';
import { formatLimits } from '#lib/formats/limits';
import { cleanText } from '#lib/text/untrusted-text';
import { extensionsOf } from './certificate-extensions.ts';

/** What an X.509 certificate claims (https://www.rfc-editor.org/rfc/rfc5280#section-4.1); empty for bytes that are none. */
export function claimsOfCertificate(certificate: Uint8Array): CertificateClaims {
  const [body] = derInside(certificate);
  const fields = derElements(body?.content ?? new Uint8Array());
  const serial = fields.find(({ tag }) => tag === derTag.integer);
  // version [0]?, serial, algorithm, issuer, validity, subject, key: the sequences are the last five of these.
  const [, issuer, validity, subject, key] = fields.filter(({ tag }) => tag === derTag.sequence);
  const [from, to] = validity === undefined ? [] : derElements(validity.content);
  const notBefore = derTime(from);
  const notAfter = derTime(to);
  const extensions = extensionsIn(fields);
  const publicKey = keyName(key);
  return {
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    identities: identitiesIn(extensions),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
    extensions: extensionsOf(extensions),
    ...(serial === undefined
      ? {}
      : { serialNumber: hexOf(serial.content.subarray(0, 32)).replace(/^00(?=..)/, '') }),
    ...(publicKey === undefined ? {} : { publicKey }),
  };
}

/** The value of each extension by its OID: what stands in its octets. */
function extensionsIn(fields: readonly DerElement[]): ReadonlyMap<string, Uint8Array> {
  const list = fields.find(({ tag }) => tag === derTag.context3);
  const extensions = list === undefined ? [] : derInside(list.content);
  return new Map(
    extensions.slice(0, 100).flatMap(({ content }) => {
      const parts = derElements(content);
      const value = parts.at(-1);
      return value?.tag === derTag.octets ? [[derOid(parts[0]), value.content] as const] : [];
    }),
  );
}

const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '0.9.2342.19200300.100.1.25': 'DC',
};

/** `CN=acme,O=Acme`, in the order of https://www.rfc-editor.org/rfc/rfc4514 and without its escapes. */
function distinguishedName(name: DerElement | undefined): string {
  if (name === undefined) return '';
  const parts = derElements(name.content)
    .slice(0, 32)
    .flatMap(({ content }) => derElements(content))
    .map(({ content }) => {
      const [type, value] = derElements(content);
      const id = derOid(type);
      return `${attributeNames[id] ?? id}=${cleanText(derText(value))}`;
    });
  return parts.toReversed().join(',');
}

/** The alternative names (RFC 5280 §4.2.1.6) that are texts; Fulcio's user names stand in a type of their own. */
function identitiesIn(extensions: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const names = derInside(extensions.get('2.5.29.17')).slice(0, formatLimits.identitiesMax);
  return names.flatMap((name) => {
    const isText = [0x81, 0x82, 0x86].includes(name.tag);
    const wrapped = name.tag === derTag.context0 ? derElements(name.content)[1] : undefined;
    const text = cleanText(derText(isText ? name : wrapped && derElements(wrapped.content)[0]), 300);
    return text === '' ? [] : [text];
  });
}

const curves: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};

/** `EC P-256`, `RSA 2048`, `Ed25519`. */
function keyName(key: DerElement | undefined): string | undefined {
  const [algorithm, bits] = key === undefined ? [] : derElements(key.content);
  const [type, parameter] = algorithm === undefined ? [] : derElements(algorithm.content);
  switch (derOid(type)) {
    case '':
      return undefined;
    case '1.2.840.10045.2.1':
      return `EC ${curves[derOid(parameter)] ?? derOid(parameter)}`.trimEnd();
    case '1.2.840.113549.1.1.1': {
      const [modulus] = derInside(bits?.content.subarray(1));
      const octets = modulus?.content[0] === 0 ? modulus.content.length - 1 : (modulus?.content.length ?? 0);
      return `RSA ${octets * 8}`;
    }
    case '1.3.101.112':
      return 'Ed25519';
    default:
      return derOid(type);
  }
}
