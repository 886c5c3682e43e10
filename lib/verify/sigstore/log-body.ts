import { decodeBase64 } from '#lib/formats/encoding/base64';
import { unlessBroken } from '#lib/formats/encoding/unless-broken';
import { textAt } from '#lib/formats/json/json-path';
import { parseJson } from '#lib/oci/parse-json';

/** What the body of a log entry says; what it does not say is absent. */
export type LogBody = {
  /** SHA-256 of what the entry is about, in hex. */
  readonly hash?: string;
  readonly signature?: Buffer;
  /** DER of the key or the certificate that made the signature. */
  readonly verifier?: Buffer;
};

type Path = readonly (string | number)[];

/**
 * Where each kind of entry keeps them, by kind and version
 * (https://github.com/sigstore/rekor/tree/main/pkg/types, https://github.com/sigstore/rekor-tiles/tree/main/api/proto).
 */
const places: Readonly<Record<string, { hash?: Path; signature?: Path; verifier: Path }>> = {
  'rekord 0.0.1': {
    hash: ['data', 'hash'],
    signature: ['signature', 'content'],
    verifier: ['signature', 'publicKey', 'content'],
  },
  'hashedrekord 0.0.1': {
    hash: ['data', 'hash'],
    signature: ['signature', 'content'],
    verifier: ['signature', 'publicKey', 'content'],
  },
  'intoto 0.0.1': { hash: ['content', 'hash'], verifier: ['publicKey'] },
  'intoto 0.0.2': {
    hash: ['content', 'hash'],
    verifier: ['content', 'envelope', 'signatures', 0, 'publicKey'],
  },
  'dsse 0.0.1': {
    hash: ['envelopeHash'],
    signature: ['signatures', 0, 'signature'],
    verifier: ['signatures', 0, 'verifier'],
  },
};

const verifiersOfTiles: readonly Path[] = [
  ['hashedRekordV002', 'signature', 'verifier'],
  ['dsseV002', 'signatures', 0, 'verifier'],
].flatMap((path) => [
  [...path, 'x509Certificate', 'rawBytes'],
  [...path, 'publicKey', 'rawBytes'],
]);

/**
 * What the body of a log entry says; nothing of a kind that is unknown.
 *
 * @throws OciError for what is not JSON or not base64
 */
export function readLogBody(bytes: Uint8Array): LogBody {
  const body = parseJson(bytes);
  const text = (path: Path | undefined) => (path === undefined ? undefined : textAt(body, 'spec', ...path));
  const kind = `${textAt(body, 'kind')} ${textAt(body, 'apiVersion')}`;
  const place = Object.hasOwn(places, kind) ? places[kind] : undefined;
  const hash = text([...(place?.hash ?? ['']), 'value']);
  const isSha256 = text([...(place?.hash ?? ['']), 'algorithm']) === 'sha256';
  const signature = text(place?.signature);
  const verifier = derOf(text(place?.verifier)) ?? bytesOf(verifiersOfTiles.map(text).find(Boolean));
  return {
    ...(hash === undefined || !isSha256 ? {} : { hash }),
    ...(signature === undefined ? {} : { signature: Buffer.from(decodeBase64(signature)) }),
    ...(verifier === undefined ? {} : { verifier }),
  };
}

const pemBody = /-----BEGIN [A-Z ]{1,40}-----([A-Za-z0-9+/=\s]*)-----END /;

/** What is in base64 of PEM. */
function derOf(text: string | undefined): Buffer | undefined {
  const pem = text === undefined ? undefined : new TextDecoder().decode(decodeBase64(text));
  const inside = pem === undefined ? undefined : pemBody.exec(pem)?.[1];
  return bytesOf(inside);
}

function bytesOf(base64: string | undefined): Buffer | undefined {
  const bytes = base64 === undefined ? undefined : unlessBroken(() => decodeBase64(base64));
  return bytes === undefined ? undefined : Buffer.from(bytes);
}
