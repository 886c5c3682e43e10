import { findDoubledName } from '#lib/formats/json/doubled-name';
import { assertFewValues, parseLargeJson } from '#lib/formats/json/find-long-lists';
import { completeJson } from '#lib/formats/json/partial-json';
import { formatLimits } from '#lib/formats/limits';
import { OciError } from '#lib/oci/oci-error';
import { parseJson } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { ContainerContent, Opened } from './container.ts';

const recordSeparator = '\u001e';

/**
 * JSON (https://www.rfc-editor.org/rfc/rfc8259): one value, or several that follow each other, a line each
 * (https://jsonlines.org), with the record separator of https://www.rfc-editor.org/rfc/rfc7464, or with nothing between.
 * A line that cannot be read is a problem, and the others stay.
 *
 * @throws OciError when no value of it can be read
 */
export function openJson({ bytes, start, text, isWhole }: ContainerContent): Opened | undefined {
  if (!/^[{[]/.test(start) && !start.startsWith(recordSeparator)) return undefined;
  const large = openLarge(bytes, isWhole);
  if (large !== undefined) return large;
  const all = text();
  try {
    const value = parseJson(isWhole ? all : completeJson(all));
    return { container: 'json', values: [value], problems: isWhole ? doubtsAbout(all) : [] };
  } catch (error) {
    if (!(error instanceof OciError) || error.code === 'json-too-deep') throw error;
    const several = readLines(all, isWhole) ?? readConcatenated(all);
    if (several === undefined) throw error;
    return several;
  }
}

/** One object with lists that are too long to hold; other JSON is read as text. */
function openLarge(bytes: Uint8Array, isWhole: boolean): Opened | undefined {
  if (bytes.length < formatLimits.largeJsonBytes) return undefined;
  // UTF-16 has a zero in each letter of ASCII.
  if (bytes.subarray(0, 64).includes(0)) return undefined;
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const value = parseLargeJson(isMarked ? bytes.subarray(3) : bytes, isWhole);
  if (value !== undefined) return { container: 'json', values: [value] };
  assertFewValues(bytes);
  return undefined;
}

// A name that stands twice may be one thing for who signed and another for who reads.
function doubtsAbout(text: string): readonly string[] {
  const name = text.length > formatLimits.doubledNameMaxCharacters ? undefined : findDoubledName(text);
  if (name === undefined) return [];
  return [`The name “${cleanText(name, 40)}” stands twice in one object; the last of them was read.`];
}

/** JSON Lines whose first line is something else, as tools write that log to the same file. */
export function openLaterJsonLines({ start, text, isWhole }: ContainerContent): Opened | undefined {
  if (/^[{[<]/.test(start)) return undefined;
  const all = text();
  const first = /^[ \t]{0,8}\{/m.exec(all);
  if (first === null) return undefined;
  return readLines(all, isWhole) ?? readRest(all.slice(first.index), isWhole);
}

/** JSON of several lines behind a log. */
function readRest(rest: string, isWhole: boolean): Opened | undefined {
  const value = structureOf(isWhole ? rest : completeJson(rest));
  if (value === undefined) return undefined;
  return {
    container: 'json',
    values: [value],
    problems: ['What stands before its first bracket is not JSON.'],
  };
}

/** Lines that each are a value of their own: the first line of JSON is one, or most lines are. */
function readLines(all: string, isWhole: boolean): Opened | undefined {
  const lines = all.replaceAll(recordSeparator, '\n').split(/\r\n|\n/);
  const values: unknown[] = [];
  const broken: number[] = [];
  const last = lines.findLastIndex(hasText);
  for (const [at, line] of lines.entries()) {
    if (!hasText(line)) continue;
    const value = structureOf(at === last && !isWhole ? completeJson(line) : line);
    if (value !== undefined) values.push(value);
    else broken.push(at + 1);
    if (values.length === 0 && broken.length > formatLimits.brokenLinesMax) return undefined;
  }
  if (values.length === 0 || values.length < broken.length) return undefined;
  return { container: 'json-lines', values, problems: problemsOf(broken) };
}

function hasText(line: string): boolean {
  return line.trim() !== '';
}

function problemsOf(lines: readonly number[]): readonly string[] {
  const [only] = lines;
  if (only === undefined) return [];
  if (lines.length === 1) return [`Line ${only} is not valid JSON.`];
  const named = lines.slice(0, 3).join(', ');
  return [`${lines.length} lines are not valid JSON: ${named}${lines.length > 3 ? ' and others' : ''}.`];
}

/** Values with nothing between them but space; what follows the last whole one is a problem. */
function readConcatenated(all: string): Opened | undefined {
  const values: unknown[] = [];
  let from = 0;
  for (const to of endsOfValues(all)) {
    const value = structureOf(all.slice(from, to));
    if (value === undefined) break;
    values.push(value);
    from = to;
  }
  if (values.length === 0) return undefined;
  const isRest = hasText(all.slice(from));
  const problems = isRest ? [`What follows value ${values.length} is not valid JSON.`] : [];
  return { container: 'json-lines', values, problems };
}

/** The places behind each bracket that closes the outermost value. */
function* endsOfValues(text: string): Generator<number> {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isInString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth <= 0) {
      yield i + 1;
      depth = 0;
    }
  }
}

/** An object or a list; a number, a text or nothing is no document. */
function structureOf(text: string): object | undefined {
  try {
    const value = parseJson(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
