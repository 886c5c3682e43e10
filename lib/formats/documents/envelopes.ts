import { decodeBase64 } from '#lib/formats/encoding/base64';
import type { Signer } from '#lib/formats/encoding/certificate';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { parseObject } from '#lib/formats/json/partial-json';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { Context, Document } from './document.ts';
import { readPredicate } from './predicates.ts';

const bundleType = 'application/vnd.dev.sigstore.bundle';

/** A sigstore bundle, opened: a signature of a digest, or an envelope (https://docs.sigstore.dev/about/bundle/). */
export function readBundle(value: unknown, context: Context): Document | undefined {
  if (textAt(value, 'mediaType')?.startsWith(bundleType) !== true) return undefined;
  const signer = claimedSigner(certificateOf(value));
  const opened =
    at(value, 'dsseEnvelope') === undefined
      ? undefined
      : openEnvelope(at(value, 'dsseEnvelope'), context, signer);
  if (opened !== undefined) {
    const format = opened.format === 'dsse' ? 'sigstore-bundle' : opened.format;
    return { ...opened, format, envelope: 'sigstore-bundle' };
  }
  const message = at(value, 'messageSignature');
  if (message === undefined) return undefined;
  const binding = context.isWhole ? bindingOfMessage(message) : bindingOfHead;
  return { kind: 'signature', format: 'sigstore-bundle', envelope: 'sigstore-bundle', ...signer, binding };
}

const hashNames: Readonly<Record<string, string>> = {
  SHA2_256: 'sha256',
  SHA2_384: 'sha384',
  SHA2_512: 'sha512',
};

/** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_common.proto, MessageSignature. */
function bindingOfMessage(message: unknown): Binding {
  if (textAt(message, 'signature') === undefined) return emptyBinding('It holds no signature.');
  const algorithm = hashNames[textAt(message, 'messageDigest', 'algorithm') ?? ''];
  const digest = textAt(message, 'messageDigest', 'digest');
  if (algorithm === undefined || digest === undefined) return bindingOfNames([]);
  const hex = Array.from(decodeBase64(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return bindingOfNames([`${algorithm}:${hex}`]);
}

// v0.3 holds the certificate itself, older ones the chain; a key has no name of its own.
function certificateOf(bundle: unknown): Uint8Array | undefined {
  const material = at(bundle, 'verificationMaterial');
  const raw =
    textAt(material, 'certificate', 'rawBytes') ??
    textAt(material, 'x509CertificateChain', 'certificates', 0, 'rawBytes');
  return raw === undefined ? undefined : decodeBase64(raw);
}

/** A DSSE envelope (https://github.com/secure-systems-lab/dsse), opened. */
export function readDsse(value: unknown, context: Context): Document | undefined {
  const isEnvelope = Array.isArray(at(value, 'signatures')) || !context.isWhole;
  return isEnvelope ? openEnvelope(value, context, claimedSigner(undefined)) : undefined;
}

function openEnvelope(envelope: unknown, context: Context, claimed: Signer): Document | undefined {
  const type = textAt(envelope, 'payloadType');
  const payload = at(envelope, 'payload');
  if (type === undefined || typeof payload !== 'string') return undefined;
  const bytes = decodeBase64(payload);
  const isJson = /json|in-toto/.test(type) && bytes.length > 0;
  const statement = isJson ? parseObject(bytes, context.isWhole) : undefined;
  const opened = statement === undefined ? undefined : openStatement(statement, context);
  const binding = bindingOfEnvelope(envelope, bytes, statement, context);
  if (opened === undefined) {
    const title = `Envelope · ${cleanText(type, 60)}`;
    return { ...claimed, kind: 'attestation', format: 'dsse', title, binding };
  }
  const title = opened.kind === 'signature' ? claimed.title : opened.title;
  const format = opened.kind === 'signature' ? 'dsse' : opened.format;
  return { ...claimed, ...opened, format, envelope: 'dsse', title, binding };
}

function bindingOfEnvelope(
  envelope: unknown,
  payload: Uint8Array,
  statement: unknown,
  { isWhole }: Context,
): Binding {
  if (!isWhole) return bindingOfHead;
  if (payload.length === 0) return emptyBinding('Its payload is empty.');
  const signatures = listAt(envelope, 'signatures').filter((one) => textAt(one, 'sig') !== undefined);
  if (signatures.length === 0) return emptyBinding('It holds no signature.');
  if (isStatement(statement) && listAt(statement, 'subject').length === 0)
    return emptyBinding('Its statement is about nothing: it has no subject.');
  return bindingOfStatement(statement);
}

/** An in-toto statement that nobody signed, as BuildKit stores them. */
export function readStatement(value: unknown, context: Context): Document | undefined {
  const opened = openStatement(value, context);
  if (opened === undefined) return undefined;
  return {
    ...opened,
    envelope: 'in-toto',
    binding: context.isWhole ? bindingOfStatement(value) : bindingOfHead,
  };
}

function openStatement(value: unknown, context: Context): Document | undefined {
  if (!isStatement(value)) return undefined;
  return readPredicate(textAt(value, 'predicateType') ?? '', at(value, 'predicate'), context);
}

function isStatement(value: unknown): boolean {
  return textAt(value, '_type')?.startsWith('https://in-toto.io/Statement/') === true;
}

/**
 * The digests of the subjects of an in-toto statement
 * (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md).
 */
export function bindingOfStatement(statement: unknown): Binding {
  const names = listAt(statement, 'subject').flatMap((subject) => {
    const digests = at(subject, 'digest');
    return isJsonObject(digests)
      ? Object.entries(digests).map(([algorithm, value]) => `${algorithm}:${value}`)
      : [];
  });
  return bindingOfNames(names);
}
