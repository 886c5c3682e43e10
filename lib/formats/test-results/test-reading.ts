import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { titled } from '#lib/formats/documents/phrase';
import type { TestRow } from '#lib/formats/documents/rows';
import type { TestSummary } from '#lib/formats/documents/summaries';

/** Results of tests, as their reader understood them. */
export type TestDocument = {
  readonly format: string;
  readonly version?: string;
  readonly tests: () => Iterable<TestRow>;
  /** What the document says of all of them; it outweighs what is counted. */
  readonly facts?: Partial<TestSummary>;
  readonly problems?: readonly string[];
};

/** Results of tests with their title, their summary and a row for each. */
export function testReading(context: DocumentContext, document: TestDocument): DocumentReading {
  const { format, version, tests, facts = {}, problems } = document;
  let known: TestSummary | undefined;
  const summarise = () => {
    known ??= summariseTests(tests(), facts);
    return known;
  };
  return given<DocumentReading>({
    kind: 'test-result',
    format,
    version,
    title: context.isWhole ? describeTests(summarise()) : titled('Test results', context, () => undefined),
    summary: context.isWhole ? () => ({ of: 'tests', ...summarise() }) : undefined,
    rows: { tests },
    problems: problems === undefined || problems.length === 0 ? undefined : problems,
  });
}

function summariseTests(rows: Iterable<TestRow>, facts: Partial<TestSummary>): TestSummary {
  const counts = { passed: 0, failed: 0, error: 0, warned: 0, skipped: 0 };
  const suites = new Set<string>();
  let duration = 0;
  for (const { result, suite, duration: seconds = 0 } of rows) {
    counts[result]++;
    duration += seconds;
    if (suite !== undefined) suites.add(suite);
  }
  const failed = counts.failed + counts.error;
  return given<TestSummary>({
    result: failed > 0 ? 'failed' : counts.warned > 0 ? 'warned' : 'passed',
    passed: counts.passed,
    failed,
    warned: counts.warned > 0 ? counts.warned : undefined,
    skipped: counts.skipped > 0 ? counts.skipped : undefined,
    suites: suites.size > 0 ? suites.size : undefined,
    duration: duration > 0 ? Math.round(duration * 1000) / 1000 : undefined,
    ...facts,
  });
}

/** `Tests passed · 120 of 120`, `Tests failed · 118 of 120 passed, 3 skipped`. */
export function describeTests({ result, passed, failed, warned = 0, skipped = 0 }: TestSummary): string {
  const all = passed + failed + warned;
  const name =
    result === 'warned' ? 'Tests passed with warnings' : `Tests ${result === 'failed' ? 'failed' : 'passed'}`;
  const muted = skipped > 0 ? `, ${skipped} skipped` : '';
  if (all === 0)
    return skipped > 0 ? `No tests run${muted}` : failed === 0 && result === 'failed' ? name : 'No tests';
  return `${name} · ${passed} of ${all}${result === 'passed' ? '' : ' passed'}${muted}`;
}
