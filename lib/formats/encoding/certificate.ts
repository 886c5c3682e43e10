import { cleanText } from '#lib/text/untrusted-text';
import { decodeBase64 } from './base64.ts';

/** Whom a certificate names; nothing here says that the name is true. */
export type CertificateNames = {
  /** `CN=acme`, or the organisation where there is no common name. */
  readonly subject?: string;
  /** The first alternative name that is a URI, an address or a text: the identity of a keyless signer. */
  readonly identity?: string;
};

/** One element of DER (X.690): its tag and where its content lies. */
type Element = { readonly tag: number; readonly content: Uint8Array };

const oid = { commonName: '85 4 3', organization: '85 4 10', alternativeName: '85 29 17' } as const;
const tag = { sequence: 0x30, bmpString: 0x1e, extensions: 0xa3 } as const;

/** The names in an X.509 certificate (RFC 5280 §4.1); empty for bytes that are none. */
export function namesInCertificate(der: Uint8Array): CertificateNames {
  const fields = elementsOf(insideOf(der)[0]?.content ?? new Uint8Array());
  // version [0]?, serial, algorithm, issuer, validity, subject: the sequences are the last four of these.
  const subject = fields.filter((field) => field.tag === tag.sequence)[3];
  const extensions = fields.find((field) => field.tag === tag.extensions);
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

const pemBody = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/;

/** The first certificate of a PEM text. */
export function certificateOfPem(pem: string): Uint8Array | undefined {
  const body = pemBody.exec(pem.slice(0, 64 * 1024))?.[1];
  return body === undefined ? undefined : decodeBase64(body);
}

function nameIn(name: Element): string | undefined {
  const attributes = elementsOf(name.content).flatMap((set) =>
    elementsOf(set.content).map((attribute) => elementsOf(attribute.content)),
  );
  const find = (wanted: string) => attributes.find(([type]) => type && oidOf(type) === wanted)?.[1];
  const commonName = textOf(find(oid.commonName));
  if (commonName !== undefined) return `CN=${commonName}`;
  const organization = textOf(find(oid.organization));
  return organization === undefined ? undefined : `O=${organization}`;
}

function identityIn(extensions: Element): string | undefined {
  const found = insideOf(extensions.content)
    .map((extension) => elementsOf(extension.content))
    .find(([type]) => type && oidOf(type) === oid.alternativeName);
  const names = insideOf(found?.at(-1)?.content);
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
  readonly open: (name: Element) => Element | undefined;
}[] = [
  { tag: 0x86, open: (name) => name },
  { tag: 0x81, open: (name) => name },
  { tag: 0xa0, open: otherName },
  { tag: 0x82, open: (name) => name },
];

/** Fulcio's `OtherName` (1.3.6.1.4.1.57264.1.7): a UTF8String in an explicit tag. */
function otherName(name: Element): Element | undefined {
  const wrapped = elementsOf(name.content)[1];
  return wrapped === undefined ? undefined : elementsOf(wrapped.content)[0];
}

function oidOf(element: Element): string {
  return element.content.subarray(0, 16).join(' ');
}

function textOf(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined;
  const encoding = element.tag === tag.bmpString ? 'utf-16be' : 'utf-8';
  const text = cleanText(new TextDecoder(encoding).decode(element.content.subarray(0, 2_000)));
  return text === '' ? undefined : text;
}

/** The elements that follow each other in some bytes; those from the first malformed one on are left out. */
function elementsOf(bytes: Uint8Array): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at + 1);
    if (length === undefined || length.start + length.value > bytes.length) break;
    const end = length.start + length.value;
    elements.push({ tag: bytes[at] ?? 0, content: bytes.subarray(length.start, end) });
    at = end;
  }
  return elements;
}

/** The elements inside the first element of some bytes. */
function insideOf(bytes: Uint8Array | undefined): readonly Element[] {
  const [first] = bytes === undefined ? [] : elementsOf(bytes);
  return first === undefined ? [] : elementsOf(first.content);
}

function lengthAt(bytes: Uint8Array, at: number): { value: number; start: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, start: at + 1 };
  const octets = first & 0x7f;
  // Four octets say up to 4 GiB; no certificate says more, and 0x80 (no length) is not DER.
  if (octets === 0 || octets > 4 || at + octets >= bytes.length) return undefined;
  const value = bytes.subarray(at + 1, at + 1 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
  return { value, start: at + 1 + octets };
}
