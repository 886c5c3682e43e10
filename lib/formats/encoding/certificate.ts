import { cleanText } from '#lib/text/untrusted-text';
import { decodeBase64 } from './base64.ts';
import type { DerElement } from './der.ts';
import { derElements, derInside, derOid, derTag, derText } from './der.ts';

/** Whom a certificate names; nothing here says that the name is true. */
export type CertificateNames = {
  /** `CN=acme`, or the organisation where there is no common name. */
  readonly subject?: string;
  /** The first alternative name that is a URI, an address or a text: the identity of a keyless signer. */
  readonly identity?: string;
};

const oid = { commonName: '2.5.4.3', organization: '2.5.4.10', alternativeName: '2.5.29.17' } as const;

/** The names in an X.509 certificate (RFC 5280 §4.1); empty for bytes that are none. */
export function namesInCertificate(der: Uint8Array): CertificateNames {
  const fields = derElements(derInside(der)[0]?.content ?? new Uint8Array());
  // version [0]?, serial, algorithm, issuer, validity, subject: the sequences are the last four of these.
  const subject = fields.filter((field) => field.tag === derTag.sequence)[3];
  const extensions = fields.find((field) => field.tag === derTag.context3);
  const subjectName = subject === undefined ? undefined : nameIn(subject);
  const identity = extensions === undefined ? undefined : identityIn(extensions);
  return {
    ...(subjectName === undefined ? {} : { subject: subjectName }),
    ...(identity === undefined ? {} : { identity }),
  };
}

/** What to call a signature, and whom its certificate names where it names anybody. */
export type ClaimedSigner = { readonly title: string; readonly signer?: string };

/**
 * `Signature · says: CN=acme`: whom the certificate of a signature names. Nobody has checked that here, so the title
 * repeats what the certificate says and no more. Keyless certificates have an empty subject, and the signer as an
 * alternative name. Without a certificate a key was used, which has no name.
 */
export function claimedSigner(certificate: Uint8Array | undefined): ClaimedSigner {
  if (certificate === undefined) return { title: 'Signature with a key' };
  const { subject, identity } = namesInCertificate(certificate);
  const signer = subject ?? identity;
  return signer === undefined
    ? { title: 'Signature with a certificate' }
    : { title: `Signature · says: ${signer}`, signer };
}

const pemBody = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;

/** The certificates of a PEM text, in their order. */
export function certificatesOfPem(pem: string): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const [, body = ''] of pem.slice(0, 64 * 1024).matchAll(pemBody)) found.push(decodeBase64(body));
  return found;
}

function nameIn(name: DerElement): string | undefined {
  const attributes = derElements(name.content).flatMap((set) =>
    derElements(set.content).map((attribute) => derElements(attribute.content)),
  );
  const find = (wanted: string) => attributes.find(([type]) => type && derOid(type) === wanted)?.[1];
  const commonName = textOf(find(oid.commonName));
  if (commonName !== undefined) return `CN=${commonName}`;
  const organization = textOf(find(oid.organization));
  return organization === undefined ? undefined : `O=${organization}`;
}

function identityIn(extensions: DerElement): string | undefined {
  const found = derInside(extensions.content)
    .map((extension) => derElements(extension.content))
    .find(([type]) => type && derOid(type) === oid.alternativeName);
  const names = derInside(found?.at(-1)?.content);
  for (const wanted of generalNames) {
    const name = names.find((candidate) => candidate.tag === wanted.tag);
    const text = name === undefined ? undefined : textOf(wanted.open(name));
    if (text !== undefined) return text;
  }
  return undefined;
}

// RFC 5280 §4.2.1.6, in the order in which Fulcio prefers them.
const generalNames: readonly {
  readonly tag: number;
  readonly open: (name: DerElement) => DerElement | undefined;
}[] = [
  { tag: 0x86, open: (name) => name },
  { tag: 0x81, open: (name) => name },
  { tag: 0xa0, open: otherName },
  { tag: 0x82, open: (name) => name },
];

/** Fulcio's `OtherName` (1.3.6.1.4.1.57264.1.7): a UTF8String in an explicit tag. */
function otherName(name: DerElement): DerElement | undefined {
  const wrapped = derElements(name.content)[1];
  return wrapped === undefined ? undefined : derElements(wrapped.content)[0];
}

function textOf(element: DerElement | undefined): string | undefined {
  const text = cleanText(derText(element));
  return text === '' ? undefined : text;
}
