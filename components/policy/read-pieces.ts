import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';

/** A text that somebody pasted, or a file. */
export type PolicyPiece = { readonly name: string; readonly text: string };

/** What a piece is taken for. */
export type PieceKind =
  | 'key'
  | 'certificate'
  | 'private-key'
  | 'trusted-root'
  | 'trust-policy'
  | 'command'
  | 'document'
  | 'empty';

/** What a piece is called on the screen. */
export const pieceWords = {
  key: 'public key',
  certificate: 'certificate for notation',
  'private-key': 'a private key, which stays in this tab. Paste the public key instead',
  'trusted-root': 'trusted root',
  'trust-policy': 'notation trust policy',
  command: 'command',
  document: 'policy',
  empty: 'empty',
} as const satisfies Record<PieceKind, string>;

/** What a text is, by its first words or by the fields of its JSON; anything else is a policy that the server reads. */
export function pieceKind(text: string): PieceKind {
  const start = text.trimStart();
  if (start === '') return 'empty';
  if (/-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----/.test(text)) return 'private-key';
  if (/^-----BEGIN (?:[A-Z0-9]{1,20} )?PUBLIC KEY-----/m.test(start)) return 'key';
  if (/^-----BEGIN CERTIFICATE-----/m.test(start)) return 'certificate';
  if (/^(?:\$\s{0,8})?(?:cosign|gh)\s/.test(start)) return 'command';
  if (!start.startsWith('{')) return 'document';
  const value = firstJson(start);
  if (!isJsonObject(value)) return 'document';
  if (Object.hasOwn(value, 'trustPolicies')) return 'trust-policy';
  const isRoot = ['tlogs', 'certificateAuthorities', 'timestampAuthorities'].some((key) =>
    Object.hasOwn(value, key),
  );
  return isRoot ? 'trusted-root' : 'document';
}

// A file of several roots has one on each line.
function firstJson(text: string): unknown {
  return parsed(text) ?? parsed(text.slice(0, Math.max(0, text.indexOf('\n'))));
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The parts of a policy from what somebody pasted; undefined where nothing of it can be used. */
export function policyPartsOf(pieces: readonly PolicyPiece[]): PolicyParts | undefined {
  const named = withNames(pieces);
  const of = (...kinds: readonly PieceKind[]) => named.filter(({ kind }) => kinds.includes(kind));
  const written = of('document', 'command').map(({ text }) => text);
  const keys = of('key');
  // A key alone says that its owner may sign anything; beside a policy it is there to be named.
  const documents = written.length > 0 || keys.length === 0 ? written : [policyOfKeys(keys)];
  const roots = of('trusted-root');
  const notation = notationOf(of('certificate'), of('trust-policy')[0]?.text);
  const parts = {
    ...(documents.length === 0 ? {} : { documents }),
    ...(keys.length === 0 ? {} : { keys: textsByName(keys) }),
    ...(roots.length === 0 ? {} : { trustedRoots: textsByName(roots) }),
    ...(notation === undefined ? {} : { notation }),
  };
  return Object.keys(parts).length === 0 ? undefined : parts;
}

type Named = PolicyPiece & { readonly kind: PieceKind };

/** Pieces under names that policies can use, each once. */
function withNames(pieces: readonly PolicyPiece[]): readonly Named[] {
  const taken = new Set<string>();
  return pieces.map(({ name, text }) => {
    const base = name.replace(/\.[A-Za-z0-9]{1,8}$/, '').replace(/[^A-Za-z0-9._-]+/g, '-') || 'pasted';
    let free = base;
    for (let count = 2; taken.has(free); count += 1) free = `${base}-${count}`;
    taken.add(free);
    return { name: free, text, kind: pieceKind(text) };
  });
}

function textsByName(pieces: readonly Named[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pieces.map(({ name, text }) => [name, text.trim()]));
}

function policyOfKeys(keys: readonly Named[]) {
  return {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: keys.length === 1 ? (keys[0]?.name ?? 'pasted') : 'pasted-keys' },
    spec: {
      images: [{ glob: '**' }],
      authorities: keys.map(({ name, text }) => ({ name, key: { data: `${text.trim()}\n` } })),
    },
  };
}

function notationOf(
  certificates: readonly Named[],
  trustPolicy: string | undefined,
): PolicyParts['notation'] {
  if (certificates.length === 0) return trustPolicy === undefined ? undefined : { trustPolicy };
  const stores = Object.fromEntries(certificates.map(({ name, text }) => [`ca:${name}`, [text.trim()]]));
  return { trustPolicy: trustPolicy ?? policyOfStores(Object.keys(stores)), trustStores: stores };
}

// Revocation can only be asked over the network, which no check does: it is logged and decides nothing.
function policyOfStores(trustStores: readonly string[]) {
  return {
    version: '1.0',
    trustPolicies: [
      {
        name: 'pasted-certificates',
        registryScopes: ['*'],
        signatureVerification: { level: 'strict', override: { revocation: 'log' } },
        trustStores,
        trustedIdentities: ['*'],
      },
    ],
  };
}
