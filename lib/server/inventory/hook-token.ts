import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { getServices } from '#lib/server/platform/services';
import type { Sealer } from '#lib/server/sessions/sealing/seal';
import { createSealer } from '#lib/server/sessions/sealing/seal';
import { sharedSettings } from '#lib/server/sessions/team-sealers';
import type { StoredHook } from './hook-store.ts';

/** A token that nobody can guess, and how it is stored. */
export function makeHookToken(registry: string): { readonly token: string; readonly sealed: Uint8Array } {
  const token = randomBytes(32).toString('base64url');
  return { token, sealed: sealer().seal(token, registry) };
}

/** What came with a notification to prove whose it is. */
export type HookProof = {
  readonly header: (name: string) => string | null;
  readonly body: Uint8Array;
};

/**
 * Whether a notification comes from who knows the token: it is sent as bearer token or as password, as registries do, or
 * the body is signed with it, as GitHub does
 * (https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries). Without a hook it takes as long.
 */
export function isOfHook(hook: StoredHook | undefined, proof: HookProof): boolean {
  const token = hook === undefined ? undefined : sealer().unseal(hook.sealed, hook.registry)?.text;
  const expected = token ?? randomBytes(32).toString('base64url');
  const signature = proof.header('x-hub-signature-256');
  const isRight =
    signature === null
      ? isSame(tokenIn(proof.header('authorization') ?? ''), expected)
      : isSame(signature, `sha256=${createHmac('sha256', expected).update(proof.body).digest('hex')}`);
  return isRight && token !== undefined;
}

/** The token of a hook sealed anew, where it was sealed with the key before; undefined where it need not be. */
export function resealedHook({ registry, sealed }: StoredHook): Uint8Array | undefined {
  const opened = sealer().unseal(sealed, registry);
  return opened?.isOld === true ? sealer().seal(opened.text, registry) : undefined;
}

/** The token of `Bearer`, or the password of `Basic`; empty without one. */
function tokenIn(authorization: string): string {
  const [, scheme = '', rest = ''] = /^(\w+) +(\S+) *$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return rest;
  if (scheme.toLowerCase() !== 'basic') return '';
  const pair = Buffer.from(rest, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

// On one's own machine there is no key: the token lies in a file of its owner, beside the token of Orrery.
function sealer(): Sealer {
  if (getServices().settings.shared === undefined) return unsealed;
  return createSealer(sharedSettings().sessionKeys, '', 'hook');
}

const unsealed: Sealer = {
  seal: (text) => new TextEncoder().encode(text),
  unseal: (bytes) => ({ text: new TextDecoder().decode(bytes), isOld: false }),
};
