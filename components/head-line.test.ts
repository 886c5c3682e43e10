import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import type { Findings, FindingsReport } from '#lib/formats/findings/joined-findings';
import { countSeverities } from '#lib/formats/findings/severity-counts';
import type { GraphState } from '#lib/graph/graph-state';
import type { Answer, GraphNode } from '#lib/graph/model';
import type { FindingsAnswer } from './head-line.ts';
import { firstParts, headLine } from './head-line.ts';
import type { VerificationAnswer } from './head-signatures.ts';

const unasked = { state: 'failed', reason: 'It is slow.' } as const;
const now = Date.parse('2026-11-26T12:00:00Z');
const asked = { about: digestOf(1), question: 'referrers' } as const;
const answers: readonly Answer[] = [
  { ...asked, source: 'referrers-api', state: 'found', count: 1 },
  { ...asked, source: 'cosign-tags', state: 'none' },
];
const stateWith = (...referrers: readonly Partial<GraphNode>[]) =>
  stateOf({
    nodes: [nodeOf(1), ...referrers.map((change, at) => nodeOf(at + 2, { state: 'loaded', ...change }))],
    edges: referrers.map((_, at): [number, 'subject', number] => [at + 2, 'subject', 1]),
    answers,
  });

const none: Findings = {
  about: digestOf(1),
  reference: 'localhost:5000/demo/app:1.4.2',
  reports: [],
  statements: [],
  counts: {
    ...{ open: 0, notAffected: 0, fixed: 0, underInvestigation: 0 },
    ...{ affected: 0, suppressed: 0, disagreeing: 0, fixable: 0 },
  },
  bySeverity: countSeverities([]),
  beside: { misconfigurations: 0, secrets: 0, licences: 0, code: 0 },
  rows: [],
  sboms: [],
  provenance: [],
  unread: [],
  isComplete: true,
};
const known = (change: Partial<Findings>) => ({ state: 'known', findings: { ...none, ...change } }) as const;
const evidence = { about: digestOf(1), title: 'x' };
const report: FindingsReport = {
  ...{
    ...evidence,
    digest: digestOf(2),
    tool: 'Trivy',
    scannedAt: '2026-11-26T04:12:00Z',
    format: 'trivy-json',
  },
  ...{ newestBy: 'scannedAt', older: 29, findings: 41 },
};
const isReport = { kind: 'vulnerability-report', title: '11 critical, 12 high · Trivy' } as const;
const line = (state: GraphState, findings: FindingsAnswer, verification: VerificationAnswer = unasked) =>
  headLine(state, { findings, verification }, now);
const partsOf = (...given: Parameters<typeof line>) => new Map(line(...given).map((part) => [part.id, part]));

test('the line answers what an auditor asks, and each answer leads to where it stands', () => {
  const state = stateWith(
    isReport,
    { kind: 'vex', format: 'openvex' },
    { kind: 'signature', format: 'notation-jws' },
    { kind: 'provenance', format: 'slsa-provenance-v1' },
    { kind: 'sbom', format: 'spdx-json' },
  );
  const statement = {
    ...evidence,
    digest: digestOf(3),
    format: 'openvex',
    count: 18,
    applied: 5,
    doubtful: 0,
  };
  const answer = known({
    reports: [report],
    statements: [statement],
    counts: { ...none.counts, open: 23, notAffected: 4, fixed: 1, fixable: 19 },
    bySeverity: { ...none.bySeverity, critical: 11, high: 12, medium: 9 },
    sboms: [{ ...evidence, digest: digestOf(6), packages: 286, copyleft: 3 }],
    provenance: [
      {
        ...{ ...evidence, digest: digestOf(5) },
        source: { uri: 'git+https://github.com/acme/web@refs/heads/main', digest: 'sha1:4e1f0c7aa' },
      },
    ],
  });
  expect(line(state, answer).map(({ text, target, tab }) => [text, target, tab])).toEqual([
    // Not to the report of one tool: the count is that of all.
    ['32 open: 11 critical, 12 high (Trivy, today)', digestOf(1), 'findings'],
    ['5 excused by VEX', digestOf(3), undefined],
    ['signed, not checked', digestOf(4), 'verification'],
    ['built from acme/web@4e1f0c7', digestOf(5), undefined],
    ['286 packages, 3 copyleft', digestOf(6), undefined],
  ]);
});

test('none is said only with a proof, and not known with its reason', () => {
  const [first] = line(stateWith(), known({}));
  expect(first).toMatchObject({ text: 'No report', state: 'none' });
  const open: Answer = {
    ...asked,
    source: 'referrers-api',
    state: 'unknown',
    reason: 'asked to wait',
    code: 'x',
  };
  const doubtful = partsOf(stateOf({ nodes: [nodeOf(1)], answers: [open] }), known({}));
  expect(doubtful.get('sbom')).toMatchObject({ text: 'SBOM: not determined', state: 'unknown' });
  expect(doubtful.get('sbom')?.title).toContain('asked to wait');
});

test('before all parts are known, those before the first unknown one are shown, and one for the rest', () => {
  const parts = line(stateWith({ kind: 'sbom' }), { state: 'asking' });
  expect(firstParts(parts).map(({ id, text }) => `${id}: ${text}`)).toEqual([
    'rest 0: report, VEX, signature, provenance, SBOM',
  ]);
  const known = parts.map((part, at) => (at < 2 ? { ...part, state: 'none' as const } : part));
  expect(firstParts(known).map(({ id }) => id)).toEqual(['vulnerability-report', 'vex', 'rest 2']);
  const all = parts.map((part) => ({ ...part, state: 'none' as const }));
  expect(firstParts(all)).toBe(all);
});

test('while documents are read nothing is said, so that nothing is pushed aside later', () => {
  const parts = line(stateWith(isReport, { kind: 'sbom' }), { state: 'asking' });
  expect(parts.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'vulnerability-report asking',
    'vex asking',
    'signature asking',
    'provenance asking',
    'sbom asking',
  ]);
});

test('a report that nobody could read is no report without findings', () => {
  const unread = [{ digest: digestOf(2), reason: 'It is cut off.', kind: 'vulnerability-report' }];
  const parts = partsOf(stateWith(isReport), known({ unread }));
  expect(parts.get('vulnerability-report')).toMatchObject({
    state: 'unknown',
    text: '1 report not read',
    title: 'It is cut off.',
    target: digestOf(2),
  });
  expect(parts.has('unread')).toBe(false);
});

test('what was not read beside what was is counted', () => {
  const unread = [{ digest: digestOf(3), reason: 'It is cut off.', kind: 'vulnerability-report' }];
  const answer = known({ reports: [report], unread, bySeverity: { ...none.bySeverity, low: 1 } });
  expect(partsOf(stateWith(isReport, isReport), answer).get('unread')).toMatchObject({
    text: '1 report not read',
    target: digestOf(3),
  });
});

test('what was not all asked is the least there is', () => {
  const answer = known({ reports: [report], isComplete: false, bySeverity: { ...none.bySeverity, low: 3 } });
  expect(partsOf(stateWith(isReport), answer).get('vulnerability-report')?.text).toBe(
    'at least 3 low open (Trivy, today)',
  );
});

test('an answer that failed leaves what the walk knows', () => {
  const parts = partsOf(stateWith(isReport), { state: 'failed', reason: 'It is slow.' });
  expect(parts.get('vulnerability-report')).toMatchObject({ text: '1 report', target: digestOf(2) });
});

test('a signature of another digest is told as failed, and leads to it', () => {
  const wrong = { binding: { state: 'other', names: [digestOf(9)], misses: digestOf(1) } } as const;
  const parts = partsOf(stateWith({ kind: 'signature', format: 'notation-jws', ...wrong }), known({}));
  expect(parts.get('signature failed')).toMatchObject({
    state: 'failed',
    text: 'signature failed: names another digest',
    target: digestOf(2),
  });
});

test('findings that a BOM carries count, though no report hangs on the artifact', () => {
  const answer = known({ reports: [report], bySeverity: { ...none.bySeverity, high: 1 } });
  expect(partsOf(stateWith(), answer).get('vulnerability-report')).toMatchObject({
    state: 'found',
    text: '1 high open (Trivy, today)',
  });
});

test('as long as the platforms of an index are not asked, the line says so', () => {
  const platform = (number: number) => nodeOf(number, { state: 'listed', platform: 'linux/amd64' });
  const index = (...more: readonly Answer[]) =>
    stateOf({
      nodes: [
        nodeOf(1, { kind: 'index', mediaType: 'application/vnd.oci.image.index.v1+json' }),
        platform(2),
        platform(3),
      ],
      edges: [
        [1, 'child', 2],
        [1, 'child', 3],
      ],
      answers: [...answers, ...more],
    });
  const askedAbout = (number: number): Answer => ({
    ...{ about: digestOf(number), question: 'referrers', source: 'referrers-api', state: 'none' },
  });
  expect(partsOf(index(), known({})).get('platforms')?.text).toBe('2 platforms not asked');
  expect(partsOf(index(askedAbout(2)), known({})).get('platforms')?.text).toBe('1 of 2 platforms not asked');
  expect(partsOf(index(askedAbout(2), askedAbout(3)), known({})).has('platforms')).toBe(false);
});
