import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';
import { secondsOf } from './xml-tests.ts';

function read(text: string) {
  const [document] = readingOf(text).documents;
  return { format: document?.format, title: document?.title, rows: [...(document?.rows?.tests?.() ?? [])] };
}

test.each([
  [
    'nunit3-xml',
    '<test-run result="Failed"><test-suite><test-case fullname="A.b" result="Passed" duration="0.25"/><test-case fullname="A.c" result="Failed"><failure><message>no</message></failure></test-case></test-suite></test-run>',
    { name: 'A.b', result: 'passed', duration: 0.25 },
    { name: 'A.c', result: 'failed', message: 'no' },
  ],
  [
    'xunit-xml',
    '<assemblies><assembly><collection><test name="A.b" type="A" result="Pass" time="0.25"/><test name="A.c" type="A" result="Fail"><failure><message>no</message></failure></test></collection></assembly></assemblies>',
    { name: 'A.b', result: 'passed', suite: 'A', duration: 0.25 },
    { name: 'A.c', result: 'failed', suite: 'A', message: 'no' },
  ],
  [
    'trx',
    '<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult testName="b" outcome="Passed" duration="00:00:00.25"/><UnitTestResult testName="c" outcome="Failed"><Output><ErrorInfo><Message>no</Message></ErrorInfo></Output></UnitTestResult></Results></TestRun>',
    { name: 'b', result: 'passed', duration: 0.25 },
    { name: 'c', result: 'failed', message: 'no' },
  ],
  [
    'testng-xml',
    '<testng-results><suite><test><class><test-method name="b" status="PASS" duration-ms="250"/><test-method name="c" status="FAIL"><exception><message>no</message></exception></test-method></class></test></suite></testng-results>',
    { name: 'b', result: 'passed', duration: 0.25 },
    { name: 'c', result: 'failed', message: 'no' },
  ],
])('%s is read', (format, text, one, two) => {
  const reading = read(text);
  expect(reading.format).toBe(format);
  expect(reading.title).toBe('Tests failed · 1 of 2 passed');
  expect(reading.rows).toEqual([one, two]);
});

test.each([
  ['1.5', 1.5],
  ['1,234.5', 1234.5],
  ['00:01:02.5', 62.5],
  ['soon', undefined],
  [undefined, undefined],
])('%j is %j seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

test('whatever is nested, it is told in a title or refused in a sentence', () => {
  const names = fc.constantFrom(
    'testsuites',
    'testsuite',
    'testcase',
    'failure',
    'test-run',
    'test-case',
    'TestRun',
  );
  const attributes = fc.constantFrom('', ' name="a"', ' time="x"');
  const tree: fc.Memo<string> = fc.memo((depth) => {
    const inner = depth > 1 ? fc.array(tree(), { maxLength: 3 }) : fc.constant([]);
    return fc
      .tuple(names, inner, attributes)
      .map(([name, children, attribute]) => `<${name}${attribute}>${children.join('')}</${name}>`);
  });
  fc.assert(
    fc.property(tree(4), (text) => {
      for (const document of readingOf(text).documents) expect(document.title).toMatch(/test/i);
    }),
  );
});
