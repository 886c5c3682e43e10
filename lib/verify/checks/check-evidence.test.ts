import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import type { Signer } from '#lib/graph/verification/evidence-check';
import type { Digest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';
import type { CheckRefusal, Outcome } from '#lib/verify/outcome';
import type { Authority, ImagePolicy, NamedRoot, Policy } from '#lib/verify/policy';
import type { Material, SignedEvidence } from '#lib/verify/signed-evidence';
import { evidenceOf, makeBundle } from '#lib/verify/testing/evidence-maker';
import { makeSigstore } from '#lib/verify/testing/sigstore-maker';
import { checkEvidence } from './check-evidence.ts';
import type { Verifiers } from './verifiers.ts';

const now = new Date('2026-11-26T04:40:00Z');
const reference = parseReference('ghcr.io/acme/web:1');
const ada: Signer = {
  kind: 'certificate',
  name: 'ada',
  identity: 'ada@acme.example',
  issuer: 'https://issuer.example',
};
const root: NamedRoot = {
  name: 'acme',
  root: { mediaType: '', tlogs: [], certificateAuthorities: [], ctlogs: [], timestampAuthorities: [] },
};
const bytes = new Uint8Array();
const bundle: Material = { form: 'sigstore-bundle', bytes };
const notation: Material = { form: 'notation-jws', bytes };
const signType = 'https://sigstore.dev/cosign/sign/v1';

function evidence(material: Material, more: Partial<SignedEvidence> = {}): SignedEvidence {
  const target = { digest: digestOf(1), size: 1, mediaType: 'x' };
  return { digest: digestOf(2), target, kind: 'signature', material, ...more };
}

function authority(name: string, more: Partial<Authority> = {}): Authority {
  const identities = [{ issuer: 'https://issuer.example', subject: 'ada@acme.example' }];
  const trust = { by: 'keyless', root, identities, demands: { ignoreCtLog: false } } as const;
  return {
    name,
    formats: ['legacy', 'bundle'],
    attestations: [],
    unsupported: [],
    warnings: [],
    trust,
    ...more,
  };
}

function keyAuthority(name: string): Authority {
  return authority(name, { trust: { by: 'key', key: { name, pem: name }, demands: { ignoreCtLog: true } } });
}

function imagePolicy(
  name: string,
  authorities: readonly Authority[],
  more: Partial<ImagePolicy> = {},
): ImagePolicy {
  return { name, globs: ['**'], mode: 'enforce', authorities, unsupported: [], ...more };
}

function policyOf(policies: readonly ImagePolicy[], more: Partial<Policy> = {}): Policy {
  return { name: 'p', source: 'inline', hash: '', policies, roots: [root], keys: [], problems: [], ...more };
}

function proof(more: Partial<Extract<Outcome, { isProven: true }>> = {}): Outcome {
  return { isProven: true, signer: ada, times: [], predicateType: signType, ...more };
}

function refusal(
  state: CheckRefusal['state'],
  facet: CheckRefusal['facet'],
  code: CheckRefusal['code'],
): Outcome {
  return { isProven: false, state, facet, code, reason: `It is ${code}.` };
}

/** Answers by the name of the key, or of the root, or of the statement that is tried; `itself` is wrong under every one. */
function verifiers(outcomes: Readonly<Record<string, Outcome>>): Verifiers {
  const { itself } = outcomes;
  const outcomeOf = (name: string): Outcome => outcomes[name] ?? refusal('failed', 'trust', 'wrong-material');
  return {
    sigstore: (_, trust) => outcomeOf(trust.by === 'key' ? trust.key.name : trust.root.name),
    notation: (_, statement) => outcomeOf(statement.name),
    notationSigner: () => outcomeOf('stores'),
    disproof: () => (itself?.isProven === false ? itself : undefined),
  };
}

function check(policy: Policy, outcomes: Readonly<Record<string, Outcome>>, what = evidence(bundle)) {
  return checkEvidence(what, policy, { reference, now }, verifiers(outcomes));
}

test('a proven signer whom an authority names matches', () => {
  expect(check(policyOf([imagePolicy('release', [authority('ci')])]), { acme: proof() })).toMatchObject({
    state: 'matches',
    code: 'matches-policy',
    authority: 'release/ci',
    signer: ada,
    facets: { integrity: { state: 'holds' }, binding: { state: 'holds' }, trust: { state: 'holds' } },
  });
});

test('an authority with the name of its policy is named once', () => {
  const reasonOf = (policy: string) =>
    check(policyOf([imagePolicy(policy, [authority('ada')])]), { acme: proof() }).reason;
  expect(reasonOf('acme')).toBe('Signed by ada, as acme/ada asks.');
  expect(reasonOf('ada')).toBe('Signed by ada, as ada asks.');
});

test('every authority that names the signer is told, one for each policy that applies', () => {
  const policies = ['a', 'b'].map((name) => imagePolicy(name, [authority('ci')]));
  expect(check(policyOf(policies), { acme: proof() }).authorities).toEqual(['a/ci', 'b/ci']);
});

test('a proven signer whom nobody names is valid and no more', () => {
  const other = proof({ signer: { ...ada, name: 'eve', identity: 'eve@acme.example' } });
  expect(check(policyOf([imagePolicy('release', [authority('ci')])]), { acme: other })).toMatchObject({
    state: 'valid',
    code: 'no-authority-names-it',
    reason: 'Signed by eve, but no authority of release accepts this signer. release/ci names somebody else.',
  });
});

test('without a policy that applies a proven signer is valid', () => {
  const elsewhere = imagePolicy('other', [authority('ci')], { globs: ['quay.io/**'] });
  expect(check(policyOf([elsewhere]), { acme: proof() })).toMatchObject({
    state: 'valid',
    code: 'no-policy',
  });
});

test('a key that no authority has proves the signer too', () => {
  const keys = [{ name: 'spare', pem: 'spare' }];
  const signer: Signer = { kind: 'key', name: 'key spare' };
  const outcomes = { mine: refusal('failed', 'integrity', 'signature-mismatch'), spare: proof({ signer }) };
  expect(check(policyOf([imagePolicy('release', [keyAuthority('mine')])], { keys }), outcomes)).toMatchObject(
    {
      state: 'valid',
      signer,
      reason:
        'Signed by key spare, but no authority of release accepts this signer. It is signature-mismatch.',
    },
  );
});

test('a signature that does not fit the key of an authority fails', () => {
  const policy = policyOf([imagePolicy('release', [keyAuthority('mine')])]);
  const mismatch = refusal('failed', 'integrity', 'signature-mismatch');
  expect(check(policy, { mine: mismatch })).toMatchObject({ state: 'failed', code: 'signature-mismatch' });
});

test('a signature that fits no key that lies around cannot be checked', () => {
  const policy = policyOf([], { keys: [{ name: 'spare', pem: 'spare' }] });
  const mismatch = refusal('failed', 'integrity', 'signature-mismatch');
  expect(check(policy, { spare: mismatch })).toMatchObject({ state: 'cannot-check', code: 'no-key' });
  expect(check(policyOf([], { roots: [] }), {})).toMatchObject({ state: 'cannot-check', code: 'no-key' });
});

test('what the policy asks for and is missing makes it fail, whoever else could prove the signer', () => {
  const policy = policyOf([imagePolicy('release', [keyAuthority('mine')])]);
  const missing = refusal('failed', 'trust', 'log-entry-missing');
  expect(check(policy, { mine: missing, acme: proof() })).toMatchObject({
    state: 'failed',
    code: 'log-entry-missing',
    facets: { integrity: { state: 'holds' }, binding: { state: 'holds' }, trust: { state: 'fails' } },
  });
});

test('an authority that is not supported cannot be held against it, and is not passed over', () => {
  const unsupported = ['key.kms is not supported.'];
  const policy = policyOf([
    imagePolicy('release', [authority('kms', { unsupported, trust: { by: 'nothing' } })]),
  ]);
  expect(check(policy, { acme: proof() })).toMatchObject({
    state: 'cannot-check',
    code: 'policy-not-supported',
    reason: 'release/kms cannot be checked: key.kms is not supported.',
  });
});

test('a policy that is not supported names nobody', () => {
  const policy = policyOf([
    imagePolicy('release', [authority('ci')], { unsupported: ['spec.policy is not supported.'] }),
  ]);
  expect(check(policy, { acme: proof() }).state).toBe('cannot-check');
});

test('bytes that are wrong are wrong under every policy', () => {
  const unsupported = ['key.kms is not supported.'];
  const authorities = [authority('kms', { unsupported, trust: { by: 'nothing' } }), keyAuthority('mine')];
  const borrowed = refusal('failed', 'binding', 'other-digest');
  expect(check(policyOf([imagePolicy('release', authorities)]), { mine: borrowed })).toMatchObject({
    state: 'failed',
    code: 'other-digest',
    facets: { integrity: { state: 'holds' }, binding: { state: 'fails' } },
  });
});

test('a statement under an authority that asks for none matches with a note, as cosign takes it', () => {
  const slsa = proof({ predicateType: 'https://slsa.dev/provenance/v1' });
  const result = check(policyOf([imagePolicy('release', [authority('ci')])]), { acme: slsa });
  expect(result).toMatchObject({ state: 'matches', predicateType: 'https://slsa.dev/provenance/v1' });
  expect(result.warnings?.join(' ')).toMatch(/not a signature/);
});

test('an authority that asks for a statement takes no other', () => {
  const attestations = [{ name: 'p', predicateType: 'https://slsa.dev/provenance/v1' }];
  const policy = policyOf([imagePolicy('release', [authority('ci', { attestations })])]);
  expect(check(policy, { acme: proof({ predicateType: 'https://slsa.dev/provenance/v1' }) })).toMatchObject({
    state: 'matches',
  });
  expect(check(policy, { acme: proof() })).toMatchObject({
    state: 'valid',
    reason: expect.stringContaining(
      'release/ci asks for a statement of the type https://slsa.dev/provenance/v1',
    ),
  });
});

test('an authority looks only at the forms that it takes', () => {
  const policy = policyOf([imagePolicy('release', [authority('ci', { formats: ['legacy'] })])]);
  expect(check(policy, { acme: proof() })).toMatchObject({ state: 'valid', code: 'no-authority-names-it' });
});

const statement = {
  name: 'ours',
  registryScopes: ['*'],
  signatureVerification: { level: 'strict', override: {}, verifyTimestamp: 'always' },
  trustStores: [],
  trustedIdentities: ['*'],
} as const;
const trust = { statements: [statement], stores: { 'ca:acme': [] }, unsupported: [] };

test("the scopes of notation's statements decide where no document names one", () => {
  const policy = policyOf([], { notation: trust });
  expect(check(policy, { ours: proof() }, evidence(notation))).toMatchObject({
    state: 'matches',
    authority: 'notation/ours',
  });
});

test('a signature of notation whose revocation nobody could ask about is valid and says so', () => {
  const open = refusal('cannot-check', 'trust', 'revocation-not-checked');
  const result = check(
    policyOf([], { notation: trust }),
    { ours: open, stores: proof() },
    evidence(notation),
  );
  expect(result).toMatchObject({
    state: 'valid',
    code: 'revocation-not-checked',
    reason: 'It is revocation-not-checked.',
  });
});

/** What a key signed that is unknown here, hung on this artifact. */
function signedByStranger(hangsOn?: Digest): SignedEvidence {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return evidenceOf(makeBundle(makeSigstore(), privateKey), hangsOn);
}

test('evidence that names another artifact fails without any key', () => {
  const nothing = policyOf([], { roots: [] });
  const result = checkEvidence(signedByStranger(digestOf(1)), nothing, { reference, now });
  expect(result).toMatchObject({ state: 'failed', code: 'other-digest' });
  expect(result.facets.binding.state).toBe('fails');
});

test('what names its artifact says so where nobody can tell who signed', () => {
  const result = checkEvidence(signedByStranger(), policyOf([], { roots: [] }), { reference, now });
  expect(result).toMatchObject({ state: 'cannot-check', code: 'no-key' });
  expect(result.facets.binding).toEqual({ state: 'holds', reason: expect.stringContaining('anybody') });
});

test('without a trust store a signature of notation cannot be checked', () => {
  expect(check(policyOf([]), {}, evidence(notation))).toMatchObject({
    state: 'cannot-check',
    code: 'no-trust-store',
  });
});

test('what nobody signed is there and no more', () => {
  expect(check(policyOf([]), {}, evidence({ form: 'unsigned' }))).toMatchObject({
    state: 'present',
    code: 'unsigned',
  });
});

test('a provenance file of Helm is read, and its signature is never taken for checked', () => {
  expect(check(policyOf([]), {}, evidence({ form: 'helm-prov', bytes }))).toMatchObject({
    state: 'failed',
    code: 'malformed',
    facets: { integrity: { state: 'fails' }, trust: { state: 'unknown' } },
  });
});

test('where evidence hangs elsewhere is kept', () => {
  const what = evidence(bundle, { through: 'index', blob: digestOf(3) });
  expect(check(policyOf([]), { acme: proof() }, what)).toMatchObject({
    digest: digestOf(2),
    blob: digestOf(3),
    about: digestOf(1),
    through: 'index',
  });
});
