import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { TestRow } from '#lib/formats/documents/rows';
import { at, hasList, itemsAt, textAt } from '#lib/formats/json/json-path';
import { testReading } from './test-reading.ts';

const ends: Readonly<Record<string, TestRow['result']>> = { pass: 'passed', fail: 'failed', skip: 'skipped' };

/** The events that `go test -json` writes, one in a line (https://pkg.go.dev/cmd/test2json). */
export function readGoTest(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (!hasList(value)) return undefined;
  const first = at(value, 0);
  if (textAt(first, 'Action') === undefined || textAt(first, 'Package') === undefined) return undefined;
  return testReading(
    context,
    given({
      format: 'go-test-json',
      tests: () => testsOf(value),
      facts: given({ startedAt: textAt(first, 'Time') }),
    }),
  );
}

/** A package that fails without a test that fails could not be built or ended early: it is told as an error. */
function* testsOf(events: unknown): Generator<TestRow> {
  const failed = new Set<string>();
  for (const event of itemsAt(events)) {
    const action = textAt(event, 'Action') ?? '';
    const result = Object.hasOwn(ends, action) ? ends[action] : undefined;
    const suite = textAt(event, 'Package');
    const name = textAt(event, 'Test');
    const elapsed = at(event, 'Elapsed');
    const duration = typeof elapsed === 'number' ? elapsed : undefined;
    if (result === undefined || suite === undefined) continue;
    if (name !== undefined) {
      if (result === 'failed') failed.add(suite);
      yield given<TestRow>({ name, result, suite, duration });
    } else if (result === 'failed' && !failed.has(suite))
      yield given<TestRow>({ name: suite, result: 'error', suite, duration });
  }
}
