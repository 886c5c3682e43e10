import type { XmlElement } from '#lib/formats/containers/xml';
import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { TestRow } from '#lib/formats/documents/rows';
import { isJsonObject } from '#lib/oci/parse-json';
import { testReading } from './test-reading.ts';

/** Where one form of XML says what. */
type XmlForm = {
  readonly format: string;
  readonly test: string;
  readonly names: readonly string[];
  readonly outcome: string;
  readonly suite: string;
  readonly time: string;
  readonly started: string;
};

/** The forms by the element that they begin with. */
const forms: Readonly<Record<string, XmlForm>> = {
  'test-run': form(
    'nunit3-xml',
    'test-case',
    ['fullname', 'name'],
    'result',
    'classname',
    'duration',
    'start-time',
  ),
  'test-results': form('nunit2-xml', 'test-case', ['name'], 'result', 'classname', 'time', 'date'),
  assemblies: form('xunit-xml', 'test', ['name'], 'result', 'type', 'time', 'timestamp'),
  TestRun: form('trx', 'UnitTestResult', ['testName'], 'outcome', 'testListName', 'duration', 'created'),
  'testng-results': form(
    'testng-xml',
    'test-method',
    ['name'],
    'status',
    'signature',
    'duration-ms',
    'started-at',
  ),
};

function form(
  format: string,
  test: string,
  names: readonly string[],
  outcome: string,
  suite: string,
  time: string,
  started: string,
): XmlForm {
  return { format, test, names, outcome, suite, time, started };
}

const results: Readonly<Record<string, TestRow['result']>> = {
  pass: 'passed',
  passed: 'passed',
  success: 'passed',
  fail: 'failed',
  failed: 'failed',
  failure: 'failed',
  error: 'error',
  timeout: 'error',
  aborted: 'error',
  warning: 'warned',
  passedbutrunaborted: 'warned',
};

/** The XML of NUnit, xUnit.net, Visual Studio (TRX) and TestNG: one walk, and a table of where each says what. */
export function readXmlTests(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const root = toXmlElement(value, context);
  const found = root !== undefined && Object.hasOwn(forms, root.name) ? forms[root.name] : undefined;
  if (root === undefined || found === undefined) return undefined;
  return testReading(
    context,
    given({
      format: found.format,
      tests: () => testsIn(root, found),
      facts: given({ startedAt: root.attributes.get(found.started) }),
    }),
  );
}

function* testsIn(root: XmlElement, form: XmlForm): Generator<TestRow> {
  const open: XmlElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (element.name === form.test && element.attributes.get('is-config') !== 'true')
      yield toRow(element, form);
    else open.push(...element.children.toReversed());
  }
}

function toRow({ attributes, children }: XmlElement, form: XmlForm): TestRow {
  const word = attributes.get(form.outcome)?.toLowerCase() ?? '';
  const failure = children.find(({ name }) => /^(?:failure|exception|Output|reason)$/.test(name));
  return given<TestRow>({
    name: form.names.map((name) => attributes.get(name)).find((name) => name !== undefined) ?? '',
    result: Object.hasOwn(results, word) ? (results[word] ?? 'skipped') : 'skipped',
    suite: attributes.get(form.suite),
    message: failure === undefined ? undefined : firstText(failure),
    duration: durationOf(attributes.get(form.time), form.time),
  });
}

function durationOf(text: string | undefined, name: string): number | undefined {
  const seconds = secondsOf(text);
  return seconds !== undefined && name === 'duration-ms' ? seconds / 1000 : seconds;
}

/** Seconds, of a number or of `00:01:02.5`; undefined for every other text. */
export function secondsOf(text: string | undefined): number | undefined {
  const plain = text?.replaceAll(',', '') ?? '';
  if (/^\d{1,9}(?:\.\d{1,12})?$/.test(plain)) return Number(plain);
  const [, hours, minutes, seconds] = /^(\d{1,4}):(\d{2}):(\d{2}(?:\.\d{1,9})?)$/.exec(plain) ?? [];
  return seconds === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** What an element says: its message, else the first text in it, at most three levels down. */
export function firstText(element: XmlElement, levels = 3): string | undefined {
  const own = element.attributes.get('message') ?? element.text;
  if (own !== '') return own;
  if (levels === 0) return undefined;
  for (const child of element.children.slice(0, 8)) {
    const text = firstText(child, levels - 1);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The root of an XML document, as its container gives it; undefined for a value of another container. */
export function toXmlElement(value: unknown, context: DocumentContext): XmlElement | undefined {
  return context.container === 'xml' && isXmlElement(value) ? value : undefined;
}

function isXmlElement(value: unknown): value is XmlElement {
  return isJsonObject(value) && value.attributes instanceof Map && Array.isArray(value.children);
}
