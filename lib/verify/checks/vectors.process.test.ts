import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import { digestFromHash, parseDigest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';
import { readPolicy } from '#lib/verify/policies/read-policy';
import type { Material } from '#lib/verify/signed-evidence';
import { checkEvidence } from './check-evidence.ts';

const folder = process.env.ORRERY_VERIFY;
const now = new Date('2026-11-26T04:40:00Z');
const utf8 = new TextEncoder();

/** Where we say something else than the tool, and why. */
const differing: Readonly<Record<string, string>> = {
  'key in another case': 'Go reads JSON without regard to case; what names two things is refused',
  'key: Subject in upper case': 'Go reads JSON without regard to case; what names two things is refused',
  'jws-dup-target2': 'Go reads JSON without regard to case; what names two things is refused',
  'proof index bent': 'RFC 6962: the place of the entry is part of the proof',
  'entry body bent': 'RFC 6962: the entry is proven byte for byte',
  'root: no CT log, SCT not asked for': 'what cannot be checked is told, though the policy may do without it',
};

test('signed examples are there to be held against policies', ({ skip }) => {
  if (folder === undefined && process.env.CI !== 'true')
    skip('ORRERY_VERIFY is not set: NO policy was compared with the flags of cosign.');
  expect(folder).toBeDefined();
});

type Whom = { readonly key?: string; readonly identity?: string; readonly issuer?: string };
type Asked = {
  readonly log?: object;
  readonly timestamp?: object;
  readonly noSct?: boolean;
  readonly type?: string;
};

/** A ClusterImagePolicy, as JSON text, that asks for what the flags of a cosign command ask for. */
function partsOf(whom: Whom, asked: Asked, trustedRoot: unknown): PolicyParts {
  const { log, timestamp, noSct, type } = asked;
  const identities = [{ issuer: whom.issuer, subject: whom.identity }];
  const keyless = { trustRootRef: 'own', identities, ...(noSct === true ? { insecureIgnoreSCT: true } : {}) };
  const authority = {
    ...(whom.key === undefined ? { keyless } : { key: { data: whom.key } }),
    ...(log === undefined ? {} : { ctlog: log }),
    ...(timestamp === undefined ? {} : { rfc3161timestamp: timestamp }),
    ...(type === undefined ? {} : { attestations: [{ name: 'asked', predicateType: type }] }),
  };
  const policy = {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'flags' },
    spec: { images: [{ glob: 'registry.example/**' }], authorities: [authority] },
  };
  return {
    documents: [JSON.stringify(policy)],
    ...(trustedRoot === undefined ? {} : { trustedRoots: { own: trustedRoot } }),
  };
}

function checkOf(parts: PolicyParts, digest: string, material: Material, size = 401, mediaType = 'x') {
  const target = { digest: parseDigest(digest), size, mediaType };
  const hash = createHash('sha256')
    .update('bytes' in material ? material.bytes : '')
    .digest('hex');
  return checkEvidence(
    { digest: digestFromHash('sha256', hash), target, kind: 'signature', material },
    readPolicy(parts, { source: 'inline', name: 'flags' }),
    { reference: parseReference(`registry.example/app@${digest}`), now },
  );
}

const own = { trustRootRef: 'own' };

function askedBy(flags: readonly string[]): Asked {
  return {
    log: flags.includes('--insecure-ignore-tlog') ? {} : own,
    ...(flags.includes('--use-signed-timestamps') ? { timestamp: own } : {}),
    noSct: flags.includes('--insecure-ignore-sct'),
  };
}

function load<T>(name: string): T | undefined {
  return folder === undefined
    ? undefined
    : JSON.parse(readFileSync(join(folder, 'vectors', `${name}.json`), 'utf8'));
}

function named<T extends { readonly name: string }>(
  cases: readonly T[] | undefined,
): readonly (readonly [string, T])[] {
  return (cases ?? []).map((each) => [each.name, each] as const);
}

function expectVerdict(name: string, states: readonly string[], verdict: string): void {
  const isOwn = Object.hasOwn(differing, name);
  expect([name, states.includes('matches') ? 'ok' : 'fail']).toEqual([name, isOwn ? 'fail' : verdict]);
}

type BundleCase = {
  readonly name: string;
  readonly subject: string | { readonly digest: string };
  readonly bundles?: readonly unknown[];
  readonly bundle?: unknown;
  readonly trustedRoot: unknown;
  readonly policy: Whom;
  readonly flags: readonly string[];
  readonly cosign: string;
};
type Layer = { readonly text: string; readonly annotations: Readonly<Record<string, string>> };
type LayerCase = {
  readonly name: string;
  readonly tag: 'sig' | 'att';
  readonly subject: string;
  readonly layers?: readonly Layer[];
  readonly layer?: Layer;
  readonly key?: string;
  readonly policy?: Whom;
  readonly trustedRoot?: unknown;
  readonly predicateType?: string;
  readonly cosign3: string;
};
type NotationFile = {
  readonly policies: Readonly<Record<string, unknown>>;
  readonly stores: Readonly<Record<string, readonly string[]>>;
  readonly cases: readonly {
    readonly name: string;
    readonly descriptor: { readonly digest: string; readonly size: number; readonly mediaType: string };
    readonly envelopes: readonly { readonly mediaType: string; readonly base64: string }[];
    readonly notation: Readonly<Record<string, string>>;
  }[];
};

describe.skipIf(folder === undefined)('an authority takes what cosign takes', () => {
  const bundles = ['cosign3-bundles', 'cosign3-edge'].flatMap(
    (file) => load<readonly BundleCase[]>(file) ?? [],
  );
  test.each(named(bundles))('in a bundle: %s', (name, each) => {
    const digest = typeof each.subject === 'string' ? each.subject : each.subject.digest;
    const parts = partsOf(each.policy, askedBy(each.flags), each.trustedRoot);
    const states = [...(each.bundles ?? [each.bundle])].map(
      (bundle) =>
        checkOf(parts, digest, { form: 'sigstore-bundle', bytes: utf8.encode(JSON.stringify(bundle)) }).state,
    );
    expectVerdict(name, states, each.cosign);
  });

  const layers = ['cosign-legacy-key', 'cosign-legacy-keyless'].flatMap(
    (file) => load<readonly LayerCase[]>(file) ?? [],
  );
  test.each(named(layers))('in a layer: %s', (name, each) => {
    const form = each.tag === 'sig' ? 'cosign-simplesigning' : 'dsse';
    const whom = each.policy ?? (each.key === undefined ? {} : { key: each.key });
    const type = each.predicateType === undefined ? {} : { type: each.predicateType };
    const asked = {
      ...type,
      ...(each.trustedRoot === undefined || whom.key !== undefined ? {} : { log: own }),
    };
    const states = [...(each.layers ?? []), ...(each.layer === undefined ? [] : [each.layer])].map(
      ({ text, annotations }) =>
        checkOf(partsOf(whom, asked, each.trustedRoot), each.subject, {
          form,
          bytes: utf8.encode(text),
          annotations,
        }).state,
    );
    expectVerdict(name, states, each.cosign3);
  });
});

/** Whether the certificate was revoked is asked of a server, which nobody does here: that is never taken for good. */
const notAsked = new Set(['revocation-not-checked']);

describe.skipIf(folder === undefined)('a statement takes what notation takes', () => {
  const cases = ['notation-nt', 'notation-nf', 'notation-nts'].flatMap((name) => {
    const file = load<NotationFile>(name);
    return (file?.cases ?? []).map((each) => [each.name, { file, each }] as const);
  });
  test.each(cases)(
    'of %s under eight trust policies',
    (name, { file, each: { descriptor, envelopes, notation } }) => {
      for (const [policy, verdict] of Object.entries(notation)) {
        const parts = { notation: { trustPolicy: file?.policies[policy], trustStores: file?.stores ?? {} } };
        const checks = envelopes.map(({ mediaType, base64 }) =>
          checkOf(
            parts,
            descriptor.digest,
            {
              form: mediaType === 'application/cose' ? 'notation-cose' : 'notation-jws',
              bytes: Buffer.from(base64, 'base64'),
            },
            descriptor.size,
            descriptor.mediaType,
          ),
        );
        const isOpen = checks.some(({ code }) => notAsked.has(code));
        const states = checks.map(({ state }) => state);
        if (isOpen) expect(states, policy).not.toContain('matches');
        else expectVerdict(name, states, verdict);
      }
    },
  );
});
