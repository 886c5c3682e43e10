import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#lib/verify/outcome';
import type { Demands, NamedRoot } from '#lib/verify/policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { publicGoodRoot } from './trusted-root.ts';
import { verifySigstore } from './verify-sigstore.ts';

const folder = process.env.ORRERY_VERIFY;
const now = new Date('2026-11-26T04:40:00Z');

/** Where we say something else than the tool, and why. */
const differing: Readonly<Record<string, string>> = {
  'key in another case': 'Go reads JSON without regard to case; what names two things is refused',
  'proof index bent': 'RFC 6962: the place of the entry is part of the proof',
  'entry body bent': 'RFC 6962: the entry is proven byte for byte',
  'root: no CT log, SCT not asked for': 'what cannot be checked is told, though the policy may do without it',
};

test('signed examples are there to be verified', ({ skip }) => {
  if (folder === undefined && process.env.CI !== 'true')
    skip('ORRERY_VERIFY is not set: NO verdict was compared with those of cosign.');
  expect(folder).toBeDefined();
});

type Policy = { key?: string; identity?: string; issuer?: string };
type Json = Readonly<Record<string, unknown>>;
type Layer = { text: string; annotations: Record<string, string> };

function load<T>(name: string): readonly T[] {
  return folder === undefined
    ? []
    : JSON.parse(readFileSync(join(folder, 'vectors', `${name}.json`), 'utf8'));
}

describe.skipIf(folder === undefined)('cosign says the same of', () => {
  test.each(
    [...load<BundleCase>('cosign3-bundles'), ...load<BundleCase>('cosign3-edge')].map(
      (each) => [each.name, each] as const,
    ),
  )('the bundle: %s', (name, { subject, bundles, bundle, trustedRoot, policy, flags, cosign }) => {
    const digest = typeof subject === 'string' ? subject : subject.digest;
    const results = [...(bundles ?? [bundle])].map((each) => {
      const bytes = new TextEncoder().encode(JSON.stringify(each));
      return check({ digest, form: 'sigstore-bundle', bytes }, trustedRoot, policy, demandsOf(flags));
    });
    expectVerdict(name, results, cosign);
  });

  test.each(load<KeyCase>('cosign-legacy-key').map((each) => [`${each.tag} ${each.name}`, each] as const))(
    'the layer: %s',
    (_, { name, tag, subject, layers, key, predicateType, cosign3 }) => {
      const results = layers.map(({ text, annotations }) => {
        const form = tag === 'sig' ? 'cosign-simplesigning' : 'dsse';
        const evidence = {
          digest: subject,
          form,
          bytes: new TextEncoder().encode(text),
          annotations,
        } as const;
        const result = check(evidence, undefined, { key }, () => ({ log: 'none', ignoreCtLog: false }));
        const isOther = result.isProven && result.predicateType !== predicateType;
        return isOther ? refused('another predicate') : result;
      });
      expectVerdict(name, results, cosign3);
    },
  );

  test.each(load<KeylessCase>('cosign-legacy-keyless').map((each) => [each.name, each] as const))(
    'the layer with a certificate: %s',
    (name, { tag, subject, layer, trustedRoot, policy, cosign3 }) => {
      const form = tag === 'sig' ? 'cosign-simplesigning' : 'dsse';
      const bytes = new TextEncoder().encode(layer.text);
      const evidence = { digest: subject, form, bytes, annotations: layer.annotations } as const;
      const result = check(evidence, trustedRoot, policy, (log) => ({ log, ignoreCtLog: false }));
      expectVerdict(name, [result], cosign3);
    },
  );
});

const beacon =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const suite = join(folder ?? '', 'sigstore-conformance', 'bundle-verify');
const names = existsSync(suite)
  ? readdirSync(suite, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  : [];

describe.skipIf(folder === undefined)('sigstore-conformance', () => {
  test('has its seventy cases', () => expect(names.length).toBeGreaterThanOrEqual(70));

  test.each(names.map(({ name }) => name))('%s', (name) => {
    const read = (file: string) => {
      const path = join(suite, name, file);
      return existsSync(path) ? readFileSync(path) : undefined;
    };
    const artifact = read('artifact') ?? readFileSync(join(suite, 'a.txt'));
    const bytes = read('bundle.sigstore.json') ?? new Uint8Array();
    const digest = `sha256:${createHash('sha256').update(artifact).digest('hex')}`;
    const key = read('key.pub')?.toString();
    const identity = (read('identity') ?? beacon).toString().trim();
    const issuer = (read('issuer') ?? 'https://token.actions.githubusercontent.com').toString().trim();
    const root = read('trusted_root.json');
    const result = check(
      { digest, form: 'sigstore-bundle', bytes, artifact },
      root === undefined ? undefined : JSON.parse(root.toString()),
      key === undefined ? { identity, issuer } : { key },
      (log) => ({ log, ignoreCtLog: false }),
    );
    expect(result.isProven, sayOf(result)).toBe(!name.endsWith('_fail'));
    expect(codeOf(result)).not.toBe('internal');
  });
});

type BundleCase = {
  name: string;
  subject: string | { digest: string };
  bundles?: readonly Json[];
  bundle?: Json;
  trustedRoot: Json;
  policy: Policy;
  flags?: readonly string[];
  cosign: string;
};
type KeyCase = {
  name: string;
  tag: string;
  subject: string;
  layers: readonly Layer[];
  key: string;
  predicateType?: string;
  cosign3: string;
};
type KeylessCase = {
  name: string;
  tag: string;
  subject: string;
  layer: Layer;
  trustedRoot: Json;
  policy: Policy;
  cosign3: string;
};
type Piece = {
  digest: string;
  form: 'sigstore-bundle' | 'cosign-simplesigning' | 'dsse';
  bytes: Uint8Array;
  annotations?: Record<string, string>;
  artifact?: Uint8Array;
};

/** What the flags of the command ask for. */
function demandsOf(flags: readonly string[] = []): (root: NamedRoot) => Demands {
  return (root) => ({
    log: flags.includes('--insecure-ignore-tlog') ? 'none' : root,
    ...(flags.includes('--use-signed-timestamps') ? { timestamp: root } : {}),
    ignoreCtLog: flags.includes('--insecure-ignore-sct'),
  });
}

function check(
  { digest, form, bytes, annotations = {}, artifact }: Piece,
  trustedRoot: Json | undefined,
  { key, identity, issuer }: Policy,
  demands: (root: NamedRoot) => Demands,
): Outcome {
  const evidence = {
    digest,
    kind: 'signature',
    target: { digest, size: 1, mediaType: '', ...(artifact === undefined ? {} : { bytes: artifact }) },
    material: form === 'sigstore-bundle' ? { form, bytes } : { form, bytes, annotations },
  } as SignedEvidence;
  const root: NamedRoot =
    trustedRoot === undefined ? publicGoodRoot : { name: 'acme', root: TrustedRoot.fromJSON(trustedRoot) };
  const trust =
    key === undefined
      ? ({ by: 'keyless', root, demands: demands(root) } as const)
      : ({ by: 'key', key: { name: 'acme', pem: key }, demands: demands(root) } as const);
  const result = verifySigstore(evidence, trust, now);
  if (!result.isProven || key !== undefined) return result;
  const { signer } = result;
  const isNamed = signer.identity === identity && signer.issuer === issuer;
  return isNamed ? result : refused(`signed by ${signer.identity} of ${signer.issuer}`);
}

function refused(reason: string): Outcome {
  return { isProven: false, state: 'failed', facet: 'trust', code: 'no-authority-names-it', reason };
}

function codeOf(result: Outcome): string {
  return result.isProven ? 'ok' : result.code;
}

function sayOf(result: Outcome | undefined): string {
  return result === undefined || result.isProven ? '' : `${result.code}: ${result.reason}`;
}

function expectVerdict(name: string, results: readonly Outcome[], tool: string) {
  const isProven = results.some((result) => result.isProven);
  const isEqual = isProven === (tool === 'ok');
  expect(isEqual, `cosign: ${tool}, here ${sayOf(results.at(-1))}`).toBe(!(name in differing));
  expect(results.map(codeOf)).not.toContain('internal');
}
