import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { digestOf } from '#e2e/fakes/graph-example';
import type { AuditRow } from './audit.ts';
import { cellStates } from './audit.ts';
import type { ComparedAudit } from './compare-audits.ts';
import { compareAudits } from './compare-audits.ts';

const scope = 'localhost:5000/acme/web';
const auditOf = (rows: readonly AuditRow[], change: Partial<ComparedAudit> = {}): ComparedAudit => ({
  scope,
  complete: true,
  rows,
  ...change,
});
const image = (tag: string, number: number, change: Partial<AuditRow> = {}): AuditRow =>
  rowWith({ reference: `${scope}:${tag}`, tags: [tag], digest: digestOf(number), ...change });
const kindsOf = (before: ComparedAudit, after: ComparedAudit) =>
  compareAudits(before, after).changes.map(({ kind, reference }) => [kind, reference]);

test('an artifact that is the same is counted, what came and what went is said', () => {
  const before = auditOf([image('1.0', 1), image('2.0', 2)]);
  const after = auditOf([image('1.0', 1), image('3.0', 3)]);
  expect(compareAudits(before, after)).toMatchObject({
    same: 1,
    changes: [
      { kind: 'new', reference: `${scope}:3.0` },
      { kind: 'gone', reference: `${scope}:2.0` },
    ],
    notes: [],
  });
});

test('a tag that moved is the same artifact to a person, and a new tag of a digest too', () => {
  const before = auditOf([image('latest', 1, { verdict: 'pass' })]);
  expect(kindsOf(before, auditOf([image('latest', 2, { verdict: 'fail' })]))).toEqual([
    ['newly-failing', `${scope}:latest`],
  ]);
  expect(kindsOf(before, auditOf([image('stable', 1, { verdict: 'fail' })]))).toEqual([
    ['newly-failing', `${scope}:stable`],
  ]);
});

test('what an audit did not look at is neither new nor gone', () => {
  const all = auditOf([image('1.0', 1), image('2.0', 2)]);
  const part = auditOf([image('1.0', 1)], { complete: false });
  expect(kindsOf(all, part)).toEqual([['not-determined', `${scope}:2.0`]]);
  expect(kindsOf(part, all)).toEqual([['newly-known', `${scope}:2.0`]]);
});

test('audits of two places compare what is in both, and say so', () => {
  const { changes, notes } = compareAudits(
    auditOf([image('1.0', 1)], { scope: 'localhost:5000' }),
    auditOf([image('2.0', 2)]),
  );
  expect(changes).toEqual([]);
  expect(notes[0]).toContain('localhost:5000 and localhost:5000/acme/web');
});

test('other requirements and other policies are said', () => {
  const policy = { name: 'acme', hash: 'one', source: 'file' } as const;
  const { notes } = compareAudits(
    auditOf([], { policy, requirements: { source: 'query', text: 'rules:\n  - require:\n      - sbom\n' } }),
    auditOf([], { policy: { ...policy, hash: 'two' } }),
  );
  expect(notes).toHaveLength(2);
});

test('what is worse comes first', () => {
  const before = auditOf([image('a', 1, { verdict: 'fail' }), image('b', 2), image('c', 3)]);
  const after = auditOf([
    image('a', 1),
    image('b', 2, { verdict: 'unknown' }),
    image('c', 3, { verdict: 'fail' }),
  ]);
  expect(kindsOf(before, after).map(([kind]) => kind)).toEqual(['newly-failing', 'not-determined', 'fixed']);
});

const rows = fc
  .array(
    fc.record({
      number: fc.integer({ min: 1, max: 5 }),
      tag: fc.constantFrom('a', 'b', 'c', 'd'),
      state: fc.constantFrom(...cellStates),
      verdict: fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const),
    }),
    { maxLength: 5 },
  )
  .map((list) =>
    list.map(({ number, tag, state, verdict }) =>
      image(tag, number, { verdict, evidence: evidenceWith({ signature: cellOf({ state }) }) }),
    ),
  );

test('an audit does not differ from itself, and what is not determined is never newly unsigned', () => {
  fc.assert(
    fc.property(rows, rows, (one, other) => {
      const { changes } = compareAudits(auditOf(one), auditOf(other));
      const unsigned = changes.filter(({ kind }) => kind === 'newly-unsigned');
      for (const { reference, digest } of unsigned)
        expect(
          other.some(
            (row) =>
              row.reference === reference && row.digest === digest && row.evidence.signature.state === 'none',
          ),
        ).toBe(true);
    }),
  );
  const unique = [image('a', 1), image('b', 2, { verdict: 'unknown' })];
  expect(compareAudits(auditOf(unique), auditOf(unique))).toEqual({ changes: [], same: 2, notes: [] });
});
