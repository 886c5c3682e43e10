import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingsWith } from '#e2e/fakes/audit-example';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf, verificationOf } from '#e2e/fakes/verification-example';
import type { Answer, GraphNode } from '#lib/graph/model';
import { checkStates } from '#lib/graph/verification/evidence-check';
import { mediaTypes } from '#lib/oci/media-type';
import { evidenceNames } from './audit.ts';
import type { RowParts } from './row-of.ts';
import { rowOf } from './row-of.ts';

const now = new Date('2026-11-26T12:00:00Z');
const parts = { reference: 'localhost:5000/acme/web:1.0', digest: digestOf(1), tags: ['1.0'] } as const;

const answer = (
  about: number,
  source: 'referrers-api' | 'cosign-tags',
  state: 'none' | 'failed',
): Answer => ({
  about: digestOf(about),
  question: 'referrers',
  source,
  ...(state === 'none'
    ? { state }
    : { state: 'unknown', reason: 'the registry answered 500', code: 'registry-error' }),
});
const asked = (about: number, state: 'none' | 'failed' = 'none'): readonly Answer[] => [
  answer(about, 'referrers-api', state),
  answer(about, 'cosign-tags', 'none'),
];

/** An image, and what is attached to it. */
function imageWith(attached: readonly GraphNode[], answers: readonly Answer[] = asked(1)) {
  return stateOf({
    nodes: [nodeOf(1), ...attached],
    edges: attached.map((_, at) => [at + 2, 'subject', 1]),
    answers,
  });
}

/** An index of the images 2 and 3; node 4 is attached to `subject`. */
function indexWith(subject: 1 | 2, change: Partial<GraphNode>) {
  const platform = (number: number, name: string) => nodeOf(number, { platform: name });
  return stateOf({
    nodes: [
      nodeOf(1, { kind: 'index', mediaType: mediaTypes.ociIndex }),
      platform(2, 'linux/amd64'),
      platform(3, 'linux/arm64'),
      nodeOf(4, change),
    ],
    edges: [
      [1, 'child', 2],
      [1, 'child', 3],
      [4, 'subject', subject],
    ],
    answers: [...asked(1), ...asked(2), ...asked(3)],
  });
}

const signature = (number: number) =>
  nodeOf(number, { kind: 'signature', format: 'sigstore-bundle', confidence: 'content' });
const states = (row: ReturnType<typeof rowOf>) => evidenceNames.map((name) => row.evidence[name].state);
const row = (change: Partial<RowParts>) => rowOf({ ...parts, ...change }, now);

test('a bare image has none of anything when every source answered', () => {
  expect(states(row({ graph: imageWith([]) }))).toEqual(['none', 'none', 'none', 'none', 'none']);
});

test('a source that failed leaves everything unknown, with its reason', () => {
  const { evidence } = row({ graph: imageWith([], asked(1, 'failed')) });
  expect(evidence.sbom).toEqual({
    state: 'unknown',
    count: 0,
    digests: [],
    reason: 'the registry answered 500',
  });
});

test('an artifact that could not be walked is unknown for the reason that was given', () => {
  const { evidence, digest } = row({ reason: 'the registry refuses access' });
  expect(evidence.signature).toMatchObject({ state: 'unknown', reason: 'the registry refuses access' });
  expect(digest).toBe(digestOf(1));
});

test('a signature that nobody verified is there, and says that it was not checked', () => {
  const { evidence, policy } = row({ graph: imageWith([signature(2)]) });
  expect(evidence.signature).toMatchObject({
    state: 'present',
    count: 1,
    unchecked: 1,
    digests: [digestOf(2)],
  });
  expect(policy).toBeUndefined();
});

test('the state of a check is the state of the signature', () => {
  for (const state of checkStates) {
    const verification = verificationOf({ checks: [evidenceCheckOf({ state })] });
    const { evidence } = row({ graph: imageWith([signature(2)]), verification });
    expect(evidence.signature).toMatchObject({ state, count: 1, states: { [state]: 1 } });
  }
});

test('one signature that fails beside one that matches is counted and hides nothing', () => {
  const checks = [
    evidenceCheckOf({ state: 'failed', code: 'other-digest', reason: 'It names another digest.' }),
    evidenceCheckOf({ digest: digestOf(3), state: 'matches', code: 'matches-policy' }),
  ];
  const graph = imageWith([signature(2), signature(3)]);
  const { evidence, policy } = row({ graph, verification: verificationOf({ checks }) });
  expect(evidence.signature).toMatchObject({ state: 'matches', count: 2, states: { matches: 1, failed: 1 } });
  expect(policy).toMatchObject({ name: 'acme-release', verdict: 'pass' });
});

test('a document that nobody signed does not hide one whose signature does not hold, or that could not be checked', () => {
  const sbom = (number: number, envelope?: 'dsse') =>
    nodeOf(number, { kind: 'sbom', format: 'spdx-json', ...(envelope === undefined ? {} : { envelope }) });
  const graph = imageWith([sbom(2), sbom(3, 'dsse')]);
  const stateWith = (state: 'failed' | 'cannot-check' | 'matches') => {
    const checks = [
      evidenceCheckOf({ digest: digestOf(2), kind: 'sbom', form: 'unsigned', state: 'present' }),
      evidenceCheckOf({ digest: digestOf(3), kind: 'sbom', form: 'dsse', state, reason: `It is ${state}.` }),
    ];
    return row({ graph, verification: verificationOf({ checks }) }).evidence.sbom;
  };
  for (const state of ['failed', 'cannot-check', 'matches'] as const)
    expect(stateWith(state)).toMatchObject({
      state,
      count: 2,
      states: { present: 1, [state]: 1 },
      reason: `It is ${state}.`,
    });
});

test('a signature that nobody looked at may still hold beside one that fails', () => {
  const verification = verificationOf({ checks: [evidenceCheckOf({ state: 'failed' })] });
  const { signature: cell } = row({ graph: imageWith([signature(2), signature(3)]), verification }).evidence;
  expect(cell).toMatchObject({ state: 'present', unchecked: 1, states: { failed: 1, present: 1 } });
});

test('a signature on the index that fails is not the one by which the artifact counts as signed', () => {
  const graph = indexWith(2, { kind: 'signature', format: 'sigstore-bundle' });
  const checks = [
    evidenceCheckOf({ digest: digestOf(9), state: 'failed' }),
    evidenceCheckOf({ digest: digestOf(4), about: digestOf(2), through: 'platform', state: 'matches' }),
  ];
  const { evidence, own } = row({ graph, verification: verificationOf({ checks }) });
  expect(evidence.signature).toMatchObject({ state: 'matches', count: 2, on: 'some platforms' });
  expect(own?.signature.state).toBe('failed');
});

test('a signature that only the verification met is not none', () => {
  const verification = verificationOf({ checks: [evidenceCheckOf({ state: 'failed' })] });
  expect(row({ graph: imageWith([]), verification }).evidence.signature.state).toBe('failed');
});

test('a plain SBOM takes the state of a signature that hangs on it', () => {
  const sbom = nodeOf(2, { kind: 'sbom', format: 'spdx-json' });
  const check = evidenceCheckOf({
    digest: digestOf(9),
    about: digestOf(2),
    through: 'referrer',
    state: 'matches',
  });
  const signed = row({ graph: imageWith([sbom]), verification: verificationOf({ checks: [check] }) });
  expect(signed.evidence.sbom).toMatchObject({ state: 'matches', digests: [digestOf(2)] });
  expect(signed.evidence.signature.state).toBe('none');
  expect(row({ graph: imageWith([sbom]) }).evidence.sbom).not.toHaveProperty('unchecked');
});

test('each platform has cells of its own, and the artifact says on what its evidence hangs', () => {
  const change = { kind: 'sbom', format: 'spdx-json' } as const;
  const onPlatform = row({ graph: indexWith(2, change) });
  expect(onPlatform.evidence.sbom).toMatchObject({ state: 'present', on: 'some platforms' });
  expect(onPlatform.own?.sbom.state).toBe('none');
  expect(onPlatform.platforms.map(({ platform, evidence }) => `${platform} ${evidence.sbom.state}`)).toEqual([
    'linux/amd64 present',
    'linux/arm64 none',
  ]);
  expect(row({ graph: indexWith(1, change) }).evidence.sbom.on).toBe('index');
});

test('what is found while a source failed stays found, and there may be more', () => {
  const { evidence } = row({ graph: imageWith([signature(2)], asked(1, 'failed')) });
  expect(evidence.signature).toMatchObject({ state: 'present', doubt: 'the registry answered 500' });
});

test('a report tells its age, what is worst and how much is open', () => {
  const graph = imageWith([nodeOf(2, { kind: 'vulnerability-report', format: 'trivy' })]);
  const { evidence } = row({
    graph,
    findings: findingsWith({ severity: 'high', scannedAt: '2026-11-20T13:00:00Z' }),
  });
  expect(evidence.report).toMatchObject({ state: 'present', age: 5, worst: 'high', open: 1 });
});

test('a report that was not read tells no findings', () => {
  const graph = imageWith([nodeOf(2, { kind: 'vulnerability-report', format: 'trivy' })]);
  const { evidence } = row({ graph, findings: { reason: 'the report is too large' } });
  expect(evidence.report).toMatchObject({ state: 'present', openDoubt: 'the report is too large' });
  expect(evidence.report).not.toHaveProperty('open');
});

test('whatever failed, a kind without evidence is never none where an answer is unknown', () => {
  const failing = fc.array(
    fc.record({ about: fc.constantFrom(1, 2, 3), state: fc.constantFrom('none', 'failed') }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(failing, (list) => {
      const nodes = [
        nodeOf(1, { kind: 'index', mediaType: mediaTypes.ociIndex }),
        nodeOf(2, { platform: 'linux/amd64' }),
        nodeOf(3, { platform: 'linux/arm64' }),
      ];
      const answers = list.flatMap(({ about, state }) => asked(about, state));
      const graph = stateOf({
        nodes,
        edges: [
          [1, 'child', 2],
          [1, 'child', 3],
        ],
        answers,
      });
      const last = new Map<number, string>(list.map(({ about, state }) => [about, state]));
      const isProven = [1, 2, 3].every((about) => last.get(about) === 'none');
      const found = row({ graph });
      const all = [found, ...found.platforms].flatMap(({ evidence }) => Object.values(evidence));
      expect(isProven || found.evidence.sbom.state === 'unknown').toBe(true);
      expect(!isProven || all.every(({ state }) => state === 'none')).toBe(true);
      found.platforms.forEach(({ evidence }, at) => {
        if (last.get(at + 2) !== 'none') expect(evidence.sbom.state).toBe('unknown');
      });
    }),
  );
});
