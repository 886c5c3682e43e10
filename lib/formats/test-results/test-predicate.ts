import type { EnvelopeContext, PredicateReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { TestRow } from '#lib/formats/documents/rows';
import { itemsAt, textAt } from '#lib/formats/json/json-path';
import { testReading } from './test-reading.ts';

/** The results that a statement attests (https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md). */
export function readTestResult(predicate: unknown, context: EnvelopeContext): PredicateReading {
  const result = textAt(predicate, 'result')?.toLowerCase();
  if (result === undefined || !['passed', 'warned', 'failed'].includes(result)) return {};
  const { title, summary, rows } = testReading(context, {
    format: 'in-toto-test-result',
    tests: () => testsOf(predicate),
    facts: given({ result, url: textAt(predicate, 'url') }),
  });
  const isListed = ['passedTests', 'warnedTests', 'failedTests'].some(
    (name) => itemsAt(predicate, name).length > 0,
  );
  const named = result === 'warned' ? 'Tests passed with warnings' : `Tests ${result}`;
  return given<PredicateReading>({ title: isListed ? title : named, summary, rows });
}

const lists = { failedTests: 'failed', warnedTests: 'warned', passedTests: 'passed' } as const;

function* testsOf(predicate: unknown): Generator<TestRow> {
  for (const [list, result] of Object.entries(lists))
    for (const test of itemsAt(predicate, list))
      yield { name: typeof test === 'string' ? test : (textAt(test, 'name') ?? ''), result };
}
