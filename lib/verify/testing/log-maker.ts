import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { derWriter as der } from './der-writer.ts';

const second = 1000;
const start = '2026-01-01T00:00:00Z';

/** A log with its key, as a trusted root lists it. */
export type MadeLog = {
  readonly url: string;
  readonly id: Buffer;
  readonly privateKey: KeyObject;
  readonly json: object;
};

/** A log with a new key on the curve P-256. */
export function makeLog(url: string): MadeLog {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rawBytes = publicKey.export({ type: 'spki', format: 'der' });
  const id = sha256(rawBytes);
  const json = {
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: rawBytes.toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor: { start },
    },
    logId: { keyId: id.toString('base64') },
  };
  return { url, id, privateKey, json };
}

/** The list of promises in a certificate (https://www.rfc-editor.org/rfc/rfc6962#section-3.2). */
export function promiseOf(body: Buffer, issuerKey: KeyObject, log: MadeLog): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(Date.parse('2026-06-01T12:00:00Z')));
  const issuer = sha256(issuerKey.export({ type: 'spki', format: 'der' }));
  const signed = Buffer.concat([
    Buffer.of(0, 0),
    time,
    Buffer.of(0, 1),
    issuer,
    sized(3, body),
    Buffer.of(0, 0),
  ]);
  const signature = sign('sha256', signed, log.privateKey);
  const promise = Buffer.concat([Buffer.of(0), log.id, time, Buffer.of(0, 0, 4, 3), sized(2, signature)]);
  return der.octets(sized(2, sized(2, promise)));
}

function sized(octets: number, bytes: Buffer): Buffer {
  const size = Buffer.alloc(octets);
  size.writeUIntBE(bytes.length, 0, octets);
  return Buffer.concat([size, bytes]);
}

/** A body of an entry of Rekor, canonical enough: nobody reads it but by its names. */
export function logBodyOf(kind: string, apiVersion: string, spec: object): Buffer {
  return Buffer.from(JSON.stringify({ apiVersion, kind, spec }));
}

/** An entry of Rekor 1 with the promise of the log, as a bundle holds it. */
export function promisedEntry(log: MadeLog, body: Buffer, at: Date, logIndex = 7) {
  const integratedTime = Math.floor(at.getTime() / second);
  const promised = { body: body.toString('base64'), integratedTime, logID: log.id.toString('hex'), logIndex };
  const { kind, apiVersion } = JSON.parse(body.toString());
  return {
    logIndex: String(logIndex),
    logId: { keyId: log.id.toString('base64') },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(integratedTime),
    inclusionPromise: {
      signedEntryTimestamp: sign('sha256', Buffer.from(JSON.stringify(promised)), log.privateKey).toString(
        'base64',
      ),
    },
    canonicalizedBody: promised.body,
  };
}

/** An entry of Rekor 2 that is alone in its log, with the proof of it. */
export function provenEntry(log: MadeLog, body: Buffer) {
  const rootHash = sha256(Buffer.concat([Buffer.of(0), body]));
  const head = `rekor.acme.test\n1\n${rootHash.toString('base64')}\n`;
  const signature = Buffer.concat([log.id.subarray(0, 4), sign('sha256', Buffer.from(head), log.privateKey)]);
  const { kind, apiVersion } = JSON.parse(body.toString());
  return {
    logIndex: '0',
    logId: { keyId: log.id.toString('base64') },
    kindVersion: { kind, version: apiVersion },
    inclusionProof: {
      logIndex: '0',
      rootHash: rootHash.toString('base64'),
      treeSize: '1',
      hashes: [],
      checkpoint: { envelope: `${head}\n\u2014 rekor.acme.test ${signature.toString('base64')}\n` },
    },
    canonicalizedBody: body.toString('base64'),
  };
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
