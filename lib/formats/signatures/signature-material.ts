import type { SignatureSummary } from '#lib/formats/documents/summaries';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { certificatesOfPem } from '#lib/formats/encoding/certificate';
import { unlessBroken } from '#lib/formats/encoding/unless-broken';
import { textAt } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import type { Annotations } from '#lib/oci/descriptor';
import { parseJson } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { claimsOfCertificate } from './certificate-claims.ts';
import type { LogEntry } from './log-entry.ts';
import { entryOfCosign } from './log-entry.ts';
import { timeOfTimeStamp } from './time-stamp.ts';

/** What lies beside a signature, as each form keeps it in its own places. */
export type SignatureMaterial = {
  readonly form: string;
  /** That of the signer first, then those above it. */
  readonly certificates?: readonly Uint8Array[];
  readonly keyId?: string | undefined;
  readonly logEntries?: readonly LogEntry[];
  /** RFC 3161, in DER. */
  readonly timeStamps?: readonly Uint8Array[];
  /** RFC 3339, as the envelope says without anybody's stamp. */
  readonly signingTime?: string | undefined;
  /** What is signed, in words. */
  readonly payload?: readonly (readonly [name: string, value: unknown])[];
  readonly algorithm?: string | undefined;
  readonly signatures?: number;
};

/** What a signature claims, of all that lies beside it. Nothing of it is checked. */
export function summaryOfSignature(
  material: SignatureMaterial,
): { readonly of: 'signature' } & SignatureSummary {
  const { form, keyId, logEntries = [], timeStamps = [], signingTime, algorithm, signatures } = material;
  const [own, ...chain] = (material.certificates ?? [])
    .filter(({ length }) => length > 0)
    .slice(0, formatLimits.certificatesMax)
    .map(claimsOfCertificate);
  const stamps = timeStamps.flatMap((stamp) => timeOfTimeStamp(stamp) ?? []);
  const id = cleanText(keyId ?? '', 200);
  return {
    of: 'signature',
    form,
    ...(id === '' ? {} : { keyId: id }),
    ...(own === undefined ? {} : { certificate: own }),
    ...(chain.length === 0 ? {} : { chain }),
    logEntries,
    timestamps: [...stamps, ...(signingTime === undefined ? [] : [cleanText(signingTime, 40)])],
    payload: wordsOf(material.payload ?? []),
    ...(algorithm === undefined ? {} : { algorithm: cleanText(algorithm, 40) }),
    ...(signatures === undefined ? {} : { signatures }),
  };
}

function wordsOf(payload: readonly (readonly [string, unknown])[]): Readonly<Record<string, string>> {
  const words = payload.slice(0, formatLimits.payloadMax).flatMap(([name, value]) => {
    const isSingle = ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
    return isSingle ? [[cleanText(name, 100), cleanText(String(value), 500)] as const] : [];
  });
  return Object.fromEntries(words);
}

const prefix = 'dev.sigstore.cosign';

/** What cosign before 3.0 keeps in the annotations of the layer (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#properties). */
export function materialOfAnnotations(annotations: Annotations): Omit<SignatureMaterial, 'form'> {
  const pems = [annotations[`${prefix}/certificate`], annotations[`${prefix}/chain`]];
  const stamp = textAt(jsonOf(annotations[`${prefix}/rfc3161timestamp`]), 'SignedRFC3161Timestamp');
  return {
    certificates: pems.flatMap(certificatesInValue),
    logEntries: entryOfCosign(jsonOf(annotations[`${prefix}/bundle`])),
    timeStamps: bytesInText(stamp),
  };
}

/** Certificates as tools write them: PEM, base64 of PEM, base64 of DER, or Go's parsed one with its bytes as `Raw`. */
export function certificatesInValue(value: unknown): readonly Uint8Array[] {
  if (typeof value !== 'string') return bytesInText(textAt(value, 'Raw'));
  return unlessBroken(() => certificatesInText(value)) ?? [];
}

function certificatesInText(text: string): readonly Uint8Array[] {
  if (text.includes('-----BEGIN')) return certificatesOfPem(text);
  const bytes = decodeBase64(text);
  const inside = new TextDecoder().decode(bytes);
  if (inside.includes('-----BEGIN')) return certificatesOfPem(inside);
  return bytes.length === 0 ? [] : [bytes];
}

/** The bytes of base64; none for no text and for what is none. */
export function bytesInText(base64: string | undefined): readonly Uint8Array[] {
  const bytes = base64 === undefined ? undefined : unlessBroken(() => decodeBase64(base64));
  return bytes === undefined ? [] : [bytes];
}

function jsonOf(text: string | undefined): unknown {
  return text === undefined ? undefined : unlessBroken(() => parseJson(text));
}
