import type { XmlElement } from '#lib/formats/containers/xml';
import { childOf } from '#lib/formats/containers/xml';
import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { TestRow } from '#lib/formats/documents/rows';
import { testReading } from './test-reading.ts';
import { firstText, secondsOf, toXmlElement } from './xml-tests.ts';

const roots: ReadonlySet<string> = new Set(['testsuites', 'testsuite']);

/**
 * JUnit's XML as every tool writes it (https://github.com/testmoapp/junitxml): suites nested as deep as they like, and
 * files that count their tests and do not list them.
 */
export function readJUnit(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const root = toXmlElement(value, context);
  if (root === undefined || !roots.has(root.name)) return undefined;
  const isListed = [...casesIn(root)].length > 0;
  const seconds = secondsOf(root.attributes.get('time'));
  return testReading(
    context,
    given({
      format: 'junit-xml',
      tests: () => casesIn(root),
      facts: given({
        startedAt:
          root.attributes.get('timestamp') ?? childOf(root, 'testsuite')?.attributes.get('timestamp'),
        duration: seconds,
        suites: countSuites(root),
        ...(isListed ? {} : countsOf(root)),
      }),
    }),
  );
}

function* casesIn(root: XmlElement): Generator<TestRow> {
  const open: { readonly element: XmlElement; readonly suite: string | undefined }[] = [
    { element: root, suite: root.attributes.get('name') },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inner = [];
    for (const child of next.element.children) {
      if (child.name === 'testcase') yield toRow(child, next.suite);
      else if (child.name === 'testsuite')
        inner.push({ element: child, suite: child.attributes.get('name') ?? next.suite });
    }
    open.push(...inner.toReversed());
  }
}

function toRow(test: XmlElement, suite: string | undefined): TestRow {
  const outcome = outcomeOf(test);
  return given<TestRow>({
    name: test.attributes.get('name') ?? '',
    result: outcome.result,
    suite: suite ?? test.attributes.get('classname'),
    message: outcome.element === undefined ? undefined : firstText(outcome.element),
    duration: secondsOf(test.attributes.get('time')),
  });
}

function countSuites(root: XmlElement): number {
  let suites = 0;
  const open: XmlElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (element.name === 'testsuite') suites++;
    open.push(...element.children.filter(({ name }) => name === 'testsuite'));
  }
  return suites;
}

const outcomes = { failure: 'failed', error: 'error', skipped: 'skipped', disabled: 'skipped' } as const;

function outcomeOf(test: XmlElement): { readonly result: TestRow['result']; readonly element?: XmlElement } {
  for (const [name, result] of Object.entries(outcomes)) {
    const element = childOf(test, name);
    if (element !== undefined) return { result, element };
  }
  const status = test.attributes.get('status')?.toLowerCase();
  const isSkipped = status === 'notrun' || status === 'skipped' || status === 'disabled';
  return { result: isSkipped ? 'skipped' : 'passed' };
}

/** What the attributes say where no test is listed. */
function countsOf(root: XmlElement) {
  const suites = root.attributes.has('tests')
    ? [root]
    : root.children.filter(({ name }) => name === 'testsuite');
  const sum = (...names: readonly string[]) =>
    suites.reduce(
      (total, { attributes }) =>
        total + names.reduce((part, name) => part + numberOf(attributes.get(name)), 0),
      0,
    );
  const failed = sum('failures', 'errors');
  const skipped = sum('skipped', 'disabled');
  const passed = Math.max(0, sum('tests') - failed - skipped);
  return given({
    passed,
    failed,
    result: failed > 0 ? 'failed' : 'passed',
    skipped: skipped > 0 ? skipped : undefined,
  });
}

function numberOf(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
