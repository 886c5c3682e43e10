import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSarif } from './sarif.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const rules = [
  { id: 'sql', defaultConfiguration: { level: 'error' } },
  { id: 'unused', defaultConfiguration: { level: 'note' } },
];

function log(results: unknown, run: object = {}, driver: object = {}) {
  const tool = { driver: { name: 'CodeQL', rules, ...driver } };
  return { version: '2.1.0', runs: [{ tool, ...(results === undefined ? {} : { results }), ...run }] };
}

function read(value: unknown) {
  const reading = readSarif(value, whole);
  const summary = reading?.summary?.();
  return {
    title: reading?.title,
    problems: reading?.problems,
    rows: [...(reading?.rows?.findings?.() ?? [])],
    summary: summary?.of === 'report' ? summary : undefined,
  };
}

test.each([
  [[{ ruleId: 'sql', ruleIndex: 0 }, { ruleId: 'sql' }, { rule: { index: 1 } }], '2 errors, 1 note'],
  [[{ ruleId: 'sql/injection' }, { ruleId: 'other' }], '1 error, 1 warning'],
  [[{ ruleId: 'sql', level: 'warning' }], '1 warning'],
  [
    [
      { ruleId: 'sql', kind: 'pass' },
      { ruleId: 'sql', kind: 'open', level: 'error' },
    ],
    'no findings in 2 results',
  ],
  [[{ level: 'error', suppressions: [{ kind: 'inSource' }] }], '1 suppressed'],
  [[{ level: 'error', suppressions: [{ status: 'accepted' }, { status: 'rejected' }] }], '1 error'],
  [[{ level: 'error', suppressions: [{ status: 'underReview' }] }], '1 error'],
  [[{ level: 'error', suppressions: [] }], '1 error'],
  [[{ level: 'error', baselineState: 'absent' }, { baselineState: 'unchanged' }], '1 warning'],
  [[], '0 results'],
  [undefined, 'no results given'],
])('results %j are told as %s', (results, words) => {
  expect(read(log(results)).title).toBe(`SARIF · ${words} · CodeQL`);
});

test('a run that failed is told with the reason that it gives', () => {
  const descriptors = [{ id: 'N1', messageStrings: { off: { text: "'{0}' is unknown." } } }];
  const failed = (invocation: object) =>
    read(log(undefined, { invocations: [invocation] }, { notifications: descriptors })).summary?.failedRuns;
  expect(
    failed({
      executionSuccessful: false,
      toolConfigurationNotifications: [
        { descriptor: { id: 'N1' }, message: { id: 'off', arguments: ['x'] } },
      ],
    }),
  ).toEqual(["CodeQL: 'x' is unknown."]);
  expect(
    failed({
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'Out of memory.' } }],
    }),
  ).toEqual(['CodeQL: Out of memory.']);
  expect(failed({ executionSuccessful: false, exitCodeDescription: 'killed' })).toEqual(['CodeQL: killed']);
  expect(failed({ executionSuccessful: true })).toBeUndefined();
  expect(read(log(undefined, { invocations: [{ executionSuccessful: false }] })).title).toBe(
    'SARIF · run failed · CodeQL',
  );
});

test('no runs, no list of results and an empty list are told apart', () => {
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  expect(read({ $schema, version: '2.1.0', runs: [] }).title).toBe('SARIF · no runs');
  expect(read({ $schema, version: '2.1.0', runs: null }).title).toBe('SARIF · no runs');
  expect(read(log(undefined)).summary?.byLevel).toBeUndefined();
  expect(read(log(undefined)).problems).toEqual(['1 run gives no list of results.']);
  expect(read(log([])).summary?.byLevel).toEqual({ error: 0, warning: 0, note: 0, none: 0 });
  expect(read(log(undefined, { externalPropertyFileReferences: { results: [{}] } })).problems).toEqual([
    'The results of 1 run lie in other files, which were not read.',
  ]);
});

test('SARIF 1.0 and the drafts of 2.0 are said to be old, and still counted', () => {
  const one = {
    version: '1.0.0',
    runs: [
      {
        tool: { name: 'Semmle' },
        rules: { 'cs/x': { id: 'cs/x', defaultLevel: 'error' } },
        results: [
          {
            ruleId: 'cs/x',
            message: 'm',
            locations: [{ resultFile: { uri: 'a.cs', region: { startLine: 3 } } }],
          },
          { ruleId: 'cs/x', level: 'pass', message: 'm' },
          { ruleId: 'cs/x', message: 'm', suppressionStates: ['suppressedInSource'] },
        ],
      },
    ],
  };
  const { title, rows, problems } = read(one);
  expect(title).toBe('SARIF 1.0.0 · 1 error, 1 suppressed · Semmle');
  expect(rows[0]).toMatchObject({ location: 'a.cs:3', description: 'm' });
  expect(problems?.[0]).toContain('a form before the standard');
});

test('whatever a log holds, it is told in a title', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (results, run) => {
      const extra = typeof run === 'object' && run !== null && !Array.isArray(run) ? run : {};
      expect(read(log(results, extra)).title).toContain('SARIF');
      expect(read({ $schema: 'sarif', runs: [run, { results: [results], tool: run }] }).title).toContain(
        'SARIF',
      );
    }),
  );
});
