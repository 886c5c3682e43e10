import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { TestRow } from '#lib/formats/documents/rows';
import { testReading } from './test-reading.ts';

const line =
  /^(not )?ok\b(?:[ \t]+(\d{1,9}))?(?:[ \t]*-)?[ \t]*([^#]{0,500})(?:#[ \t]*(\w{0,10})(.{0,500}))?/;

/** The Test Anything Protocol (https://testanything.org/tap-version-14-specification.html); `start` is the head of the text. */
export function readTap(
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  if (!isTap(start)) return undefined;
  const version = /^TAP version (\d{1,3})/m.exec(start)?.[1];
  return testReading(context, given({ format: 'tap', version, tests: () => testsOf(bytes) }));
}

/** A version, or a plan with a test after or before it. */
function isTap(start: string): boolean {
  if (/^\s*TAP version \d/.test(start)) return true;
  const isPlanned = /^1\.\.\d{1,9}\s*(?:#.{0,200})?$/m.test(start);
  return isPlanned && /^(?:not )?ok\b/m.test(start) && /^\s*(?:1\.\.\d|(?:not )?ok\b|#)/.test(start);
}

/** The tests of the outermost level: those that are indented belong to a test that tells their result. */
function* testsOf(bytes: Uint8Array): Generator<TestRow> {
  for (const text of linesOf(new TextDecoder().decode(bytes))) {
    if (text.startsWith('Bail out!')) {
      yield given<TestRow>({
        name: 'Bail out!',
        result: 'error',
        message: text.slice(9).trim() || undefined,
      });
      return;
    }
    const found = line.exec(text);
    if (found !== null) yield toRow(found);
  }
}

function toRow([, not, number = '', name = '', directive = '', reason = '']: RegExpExecArray): TestRow {
  const word = directive.toUpperCase();
  const isSkipped = word.startsWith('SKIP') || word === 'TODO';
  return given<TestRow>({
    name: name.trim() === '' ? number : name.trim(),
    result: isSkipped ? 'skipped' : not === undefined ? 'passed' : 'failed',
    message: isSkipped && reason.trim() !== '' ? reason.trim() : undefined,
  });
}

function* linesOf(text: string): Generator<string> {
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    yield text.slice(from, end).replace(/\r$/, '');
    from = end + 1;
  }
  yield text.slice(from);
}
