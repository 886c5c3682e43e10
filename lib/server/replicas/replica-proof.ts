import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Secret } from '#lib/registry/auth/credential';
import { replicaLimits } from './limits.ts';

/** What a replica asks of another, and at which address. */
type ReplicaRequest = { readonly method: string; readonly address: string; readonly path: string };

/** How replicas that share a key prove it to each other, without sending it. */
export type ReplicaProof = {
  /** Proofs for one request, one by each key: a replica that was started before a rotation knows only the older. */
  readonly prove: (request: ReplicaRequest) => readonly string[];
  /** Whether this proves that a replica asks for just this, now, and for the first time. */
  readonly isProved: (proof: string | undefined, request: ReplicaRequest) => boolean;
};

/** The header that carries a proof. */
export const proofHeader = 'x-orrery-replica';

const pattern = /^(\d{13})\.([\w-]{22})\.([\w-]{43})$/;

/**
 * Proofs by HMAC-SHA-256 under a key that HKDF makes of each key of the server. `now` is a clock that all replicas share,
 * in milliseconds since 1970.
 */
export function createReplicaProof(keys: readonly Secret[], now: () => number): ReplicaProof {
  const derived = keys.map((key) =>
    Buffer.from(hkdfSync('sha256', key.reveal(), 'replicas', 'orrery replica', 32)),
  );
  const used = new LRUCache<string, true>({
    max: replicaLimits.noncesMax,
    ttl: 2 * replicaLimits.proofAgeMs,
  });
  return {
    prove: (request) => {
      const time = String(Math.round(now()));
      return derived.map((key) => {
        const nonce = randomBytes(16).toString('base64url');
        return `${time}.${nonce}.${macOf(key, request, time, nonce).toString('base64url')}`;
      });
    },
    isProved: (proof, request) => {
      const [, time = '', nonce = '', mac = ''] = pattern.exec(proof ?? '') ?? [];
      const given = Buffer.from(mac, 'base64url');
      const isRight = derived
        .map((key) => macOf(key, request, time, nonce))
        .map((expected) => given.length === expected.length && timingSafeEqual(given, expected))
        .includes(true);
      if (!isRight || Math.abs(now() - Number(time)) > replicaLimits.proofAgeMs || used.has(nonce))
        return false;
      used.set(nonce, true);
      return true;
    },
  };
}

function macOf(key: Buffer, request: ReplicaRequest, time: string, nonce: string): Buffer {
  const { method, address, path } = request;
  return createHmac('sha256', key)
    .update(JSON.stringify([method, address, path, time, nonce]))
    .digest();
}
