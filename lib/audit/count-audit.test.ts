import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { verdicts } from '#lib/graph/verification/verification';
import { cellStates, evidenceNames } from './audit.ts';
import { countAudit, worstFirst } from './count-audit.ts';

const cells = fc.constantFrom(...cellStates).map((state) => cellOf({ state }));
const rows = fc.array(
  fc
    .record({
      reference: fc.constantFrom('a', 'b', 'c'),
      tags: fc.array(fc.string(), { maxLength: 3 }),
      verdict: fc.constantFrom(...verdicts),
      evidence: fc.record({ signature: cells, provenance: cells, sbom: cells, vex: cells, report: cells }),
    })
    .map(rowWith),
  { maxLength: 20 },
);

test('the counts of verdicts and of each kind of evidence add up to the artifacts', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const counts = countAudit(list);
      expect(counts.artifacts).toBe(list.length);
      expect(counts.pass + counts.fail + counts.unknown).toBe(list.length);
      for (const name of evidenceNames) {
        const sum = Object.values(counts.byEvidence[name]).reduce((total, count) => total + count, 0);
        expect(sum).toBe(list.length);
      }
    }),
  );
});

test('sorting loses no row and puts what fails before what passes', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const sorted = worstFirst(list);
      expect(new Set(sorted)).toEqual(new Set(list));
      const order = sorted.map(({ verdict }) => ['fail', 'unknown', 'pass'].indexOf(verdict));
      expect(order).toEqual(order.toSorted((one, other) => one - other));
    }),
  );
});

test('of rows with one verdict the one with more missing comes first, then the name decides', () => {
  const signed = rowWith({
    reference: 'a',
    evidence: evidenceWith({ signature: cellOf({ state: 'valid' }) }),
  });
  const bare = rowWith({ reference: 'c' });
  const other = rowWith({ reference: 'b' });
  expect(worstFirst([signed, bare, other]).map(({ reference }) => reference)).toEqual(['b', 'c', 'a']);
});

test('tags are counted over all artifacts', () => {
  expect(countAudit([rowWith({ tags: ['1', '1.0'] }), rowWith({ tags: [] })]).tags).toBe(2);
});
