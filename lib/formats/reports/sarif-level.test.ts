import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readSarif } from './sarif.ts';
import { levelOfResult, stateOfResult } from './sarif-level.ts';
import { openSarifRun } from './sarif-run.ts';

const rules = [
  { id: 'sql', defaultConfiguration: { level: 'error' } },
  { id: 'unused', defaultConfiguration: { level: 'note' } },
];

function log(results: unknown, run: object = {}, driver: object = {}) {
  const tool = { driver: { name: 'CodeQL', rules, ...driver } };
  return { version: '2.1.0', runs: [{ tool, results, ...run }] };
}

test('what an invocation configures outweighs the rule', () => {
  const invocations = [
    { executionSuccessful: true },
    {
      executionSuccessful: true,
      ruleConfigurationOverrides: [{ descriptor: { index: 0 }, configuration: { level: 'note' } }],
    },
  ];
  const results = [
    { ruleId: 'sql', provenance: { invocationIndex: 1 } },
    { ruleId: 'sql', provenance: { invocationIndex: 0 } },
    { ruleId: 'sql' },
  ];
  expect(readReport(readSarif, log(results, { invocations })).rows.map(({ level }) => level)).toEqual([
    'note',
    'error',
    'error',
  ]);
});

test.each([
  [{ suppressions: [{ kind: 'external' }] }, 'suppressed'],
  [{ suppressions: [{ status: 'accepted' }, { status: 'underReview' }] }, 'open'],
  [{ suppressions: [{ status: 'rejected' }] }, 'open'],
  [{ suppressionStates: ['suppressedInSource'] }, 'suppressed'],
  [{ baselineState: 'absent' }, 'absent'],
  [{ baselineState: 'new' }, 'open'],
  [{ kind: 'pass' }, 'passed'],
  [{ kind: 'notApplicable' }, 'not_applicable'],
  [{ kind: 'review' }, 'review'],
  [{ level: 'pass' }, 'passed'],
  [{ kind: 'constructor' }, 'open'],
])('the state of %j is %s', (result, state) => {
  expect(stateOfResult(result)).toBe(state);
});

test('whatever a result says, only a failure has a level', () => {
  const run = openSarifRun({ tool: { driver: { name: 'a', rules } } });
  const result = fc.record(
    {
      kind: fc.constantFrom('fail', 'pass', 'review', 'x'),
      level: fc.constantFrom('error', 'none', 'x'),
      ruleId: fc.constantFrom('sql', 'unused', 'x'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(result, (one) => {
      const level = levelOfResult(one, run);
      if (one.kind !== undefined && one.kind !== 'fail') expect(level).toBe('none');
      else if (one.level === 'error') expect(level).toBe('error');
      else expect(['error', 'warning', 'note', 'none']).toContain(level);
    }),
  );
});
