import { expect, test } from 'vitest';
import type { DocumentSummary } from '#lib/formats/documents/summaries';
import { summarySentence } from './summary-sentence.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const none = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, none: 0, unknown: 0 };
const cases: readonly (readonly [string, DocumentSummary])[] = [
  [
    '286 packages · 2 licences · made by syft 1.4 on 26 Nov',
    {
      of: 'sbom',
      packages: 286,
      licences: [
        { expression: 'MIT', count: 200 },
        { expression: 'ISC', count: 86 },
      ],
      tools: ['syft 1.4'],
      created: '2026-11-26T04:00:00Z',
    },
  ],
  ['1 package', { of: 'sbom', packages: 1, licences: [], tools: [] }],
  [
    '0 packages · 12 files · made by a and 1 more',
    { of: 'sbom', packages: 0, files: 12, licences: [], tools: ['a', 'b'] },
  ],
  [
    '11 critical, 12 high · 19 fixable · 2 misconfigurations · 1 secret · found by Trivy on 25 Nov',
    {
      of: 'report',
      findings: 23,
      bySeverity: { ...none, critical: 11, high: 12 },
      fixable: 19,
      misconfigurations: { failed: 2, passed: 9 },
      secrets: 1,
      tools: ['Trivy'],
      scannedAt: '2026-11-25T00:00:00Z',
    },
  ],
  ['0 findings', { of: 'report', findings: 0, bySeverity: none, fixable: 0, tools: [] }],
  [
    '1 error, 3 warnings · found by hadolint',
    {
      of: 'report',
      findings: 4,
      bySeverity: none,
      byLevel: { error: 1, warning: 3, note: 0, none: 7 },
      tools: ['hadolint'],
    },
  ],
  [
    '3 statements · 2 not affected, 1 under investigation · made by ada@acme.example on 1 May 2024',
    {
      of: 'vex',
      statements: 3,
      byStatus: { not_affected: 2, affected: 0, fixed: 0, under_investigation: 1 },
      vulnerabilities: 3,
      author: 'ada@acme.example',
      timestamp: '2024-05-01T00:00:00Z',
    },
  ],
  ['12 passed · 1 failed', { of: 'tests', passed: 12, failed: 1, warned: 0 }],
];

test.each(cases)('%s', (sentence, summary) => {
  expect(summarySentence(summary, now)).toBe(sentence);
});

test('a document that its viewer tells in sentences has no such line', () => {
  expect(summarySentence({ of: 'facts', facts: [] }, now)).toBeUndefined();
});
