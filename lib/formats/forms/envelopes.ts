import { cleanText } from '#lib/formats/clean-text';
import type { Context, Document } from '#lib/formats/forms/document';
import { readPredicate } from '#lib/formats/forms/predicates';
import { at, textAt } from '#lib/formats/json/json-path';
import { parseObject } from '#lib/formats/json/parse-object';
import { decodeBase64 } from '#lib/formats/signing/base64';
import type { Signer } from '#lib/formats/signing/signer';
import { signedBy } from '#lib/formats/signing/signer';

const bundleType = 'application/vnd.dev.sigstore.bundle';

/** A sigstore bundle, opened: a signature of a digest, or an envelope (https://docs.sigstore.dev/about/bundle/). */
export function readBundle(value: unknown, context: Context): Document | undefined {
  if (textAt(value, 'mediaType')?.startsWith(bundleType) !== true) return undefined;
  const signer = signedBy(certificateOf(value));
  const opened =
    at(value, 'dsseEnvelope') === undefined
      ? undefined
      : openEnvelope(at(value, 'dsseEnvelope'), context, signer);
  if (opened !== undefined) {
    const format = opened.format === 'dsse' ? 'sigstore-bundle' : opened.format;
    return { ...opened, format, envelope: 'sigstore-bundle' };
  }
  if (at(value, 'messageSignature') === undefined) return undefined;
  return { kind: 'signature', format: 'sigstore-bundle', envelope: 'sigstore-bundle', ...signer };
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
  return isEnvelope ? openEnvelope(value, context, signedBy(undefined)) : undefined;
}

function openEnvelope(envelope: unknown, context: Context, signed: Signer): Document | undefined {
  const type = textAt(envelope, 'payloadType');
  const payload = textAt(envelope, 'payload');
  if (type === undefined || payload === undefined) return undefined;
  const bytes = decodeBase64(payload);
  const statement = /json|in-toto/.test(type) ? parseObject(bytes, context.isWhole) : undefined;
  const opened = statement === undefined ? undefined : openStatement(statement, context);
  if (opened === undefined)
    return { ...signed, kind: 'attestation', format: 'dsse', title: `Signed ${cleanText(type, 60)}` };
  const title = opened.kind === 'signature' ? signed.title : opened.title;
  const format = opened.kind === 'signature' ? 'dsse' : opened.format;
  return { ...signed, ...opened, format, envelope: 'dsse', title };
}

/** An in-toto statement that nobody signed, as BuildKit stores them. */
export function readStatement(value: unknown, context: Context): Document | undefined {
  const opened = openStatement(value, context);
  return opened === undefined ? undefined : { ...opened, envelope: 'in-toto' };
}

function openStatement(value: unknown, context: Context): Document | undefined {
  if (textAt(value, '_type')?.startsWith('https://in-toto.io/Statement/') !== true) return undefined;
  return readPredicate(textAt(value, 'predicateType') ?? '', at(value, 'predicate'), context);
}
