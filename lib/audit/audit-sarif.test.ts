import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import { expect, test } from 'vitest';
import { cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { at } from '#lib/formats/json/json-path';
import { readSarif } from '#lib/formats/reports/sarif';
import type { AuditRow } from './audit.ts';
import { auditSarif } from './audit-sarif.ts';
import { auditLimits } from './limits.ts';
import { requirementsOfQuery } from './requirements-of-query.ts';

const requirements = requirementsOfQuery('signature:valid,sbom');
const signed = evidenceWith({ signature: cellOf({ state: 'valid', count: 1, states: { valid: 1 } }) });
const open = evidenceWith({ sbom: cellOf({ state: 'unknown', reason: 'the registry answered 500' }) });
const failing = rowWith({ verdict: 'fail' });

function sarifOf(rows: readonly AuditRow[], limits: readonly string[] = []) {
  return auditSarif({ rows, limits, asOf: '2026-11-26T12:00:00Z', complete: true }, requirements);
}

function resultsOf(rows: readonly AuditRow[]): readonly unknown[] {
  const results = at(sarifOf(rows).runs[0], 'results');
  return Array.isArray(results) ? results : [];
}

test('each requirement that is not met is a result, what is unknown a warning', () => {
  const rows = [failing, rowWith({ evidence: open, verdict: 'fail' })];
  expect(resultsOf(rows)).toMatchObject([
    {
      ruleId: 'signature-valid',
      level: 'error',
      message: { text: expect.stringMatching(/There is no signature\.$/) },
    },
    { ruleId: 'sbom-present', level: 'error' },
    { ruleId: 'signature-valid', level: 'error' },
    { ruleId: 'sbom-present', level: 'warning', properties: { verdict: 'unknown' } },
  ]);
});

test('what passes gives no result, and the policy gives one of its own', () => {
  const evidence = { ...signed, sbom: cellOf({ state: 'present', count: 1, states: { present: 1 } }) };
  const policy = { name: 'acme', verdict: 'fail', reasons: ['No signature matches acme.'] } as const;
  expect(resultsOf([rowWith({ evidence })])).toEqual([]);
  expect(resultsOf([rowWith({ evidence, policy, verdict: 'fail' })])).toMatchObject([{ ruleId: 'policy' }]);
});

test('each result has a rule, a place that is no absolute address, and a fingerprint of its own', () => {
  const [run] = sarifOf([failing]).runs;
  const ids = JSON.stringify(at(run, 'tool'));
  const results = resultsOf([failing]);
  for (const result of results) {
    expect(ids).toContain(`"id":"${String(at(result, 'ruleId'))}"`);
    expect(result).toMatchObject({
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'localhost%3A5000/acme/web:1.0' },
            region: { startLine: 1 },
          },
          logicalLocations: [{ fullyQualifiedName: 'localhost:5000/acme/web:1.0' }],
        },
      ],
    });
  }
  const fingerprints = results.map((result) => JSON.stringify(at(result, 'partialFingerprints')));
  expect(new Set(fingerprints).size).toBe(results.length);
});

test('the reader of SARIF reads the same findings, and what was left out', () => {
  const log: unknown = JSON.parse(JSON.stringify(sarifOf([failing], ['Only 10,000 tags were read.'])));
  const reading = readSarif(log, { isWhole: true, bytes: 100, annotations: {} });
  expect([...(reading?.rows?.findings?.() ?? [])].map(({ id }) => id)).toEqual([
    'signature-valid',
    'sbom-present',
  ]);
  expect(JSON.stringify(log)).toContain('Only 10,000 tags were read.');
});

// Its patterns are of an older JavaScript, and its formats say nothing of the form.
const isSarif = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(schema);

test('the log is what the published schema of 2.1.0 describes, with and without results', () => {
  const policy = { verdict: 'unknown', reasons: ['The policy could not be read.'] } as const;
  const logs = [
    sarifOf([failing, rowWith({ evidence: open, policy, verdict: 'fail' })], ['10 tags were not looked at.']),
    sarifOf([]),
    auditSarif({ rows: [failing], limits: [], asOf: '2026-11-26T12:00:00Z', complete: false }, { rules: [] }),
  ];
  for (const log of logs) {
    isSarif(JSON.parse(JSON.stringify(log)));
    expect(isSarif.errors ?? []).toEqual([]);
  }
  expect(isSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
});

// https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
test('the log keeps to the limits of code scanning, and says what is left out', () => {
  const rows = Array.from({ length: 12_501 }, (_, place) =>
    rowWith({ reference: `localhost:5000/acme/web:${place}`, verdict: 'fail' }),
  );
  const long = rowWith({ verdict: 'unknown', why: ['It is unknown. '.repeat(1_000)] });
  const [run] = sarifOf(rows).runs;
  expect(at(run, 'results')).toHaveLength(25_000);
  expect(JSON.stringify(run)).toContain('2 more results are left out.');
  const rules = at(run, 'tool', 'driver', 'rules');
  for (const rule of Array.isArray(rules) ? rules : []) {
    const tags = at(rule, 'properties', 'tags');
    expect(Array.isArray(tags) && tags.length <= 10).toBe(true);
  }
  const [only] = auditSarif(
    { rows: [long], limits: [], asOf: '2026-11-26T12:00:00Z', complete: true },
    { rules: [] },
  ).runs;
  const text = at(only, 'results', 0, 'message', 'text');
  expect(String(text).length).toBeLessThanOrEqual(auditLimits.cellMaxCharacters);
});
