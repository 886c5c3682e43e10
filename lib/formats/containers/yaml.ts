import { boolCoreTag, FAILSAFE_SCHEMA, loadAll, mergeTag, nullCoreTag, YAMLException } from 'js-yaml';
import { formatLimits } from '#lib/formats/limits';
import { OciError } from '#lib/oci/oci-error';
import type { ContainerContent, Opened } from './container.ts';

/** The documents of a YAML stream, or one sentence on why they could not be read, with the line (from 1) where it is known. */
export type YamlReading =
  | { readonly values: readonly unknown[] }
  | { readonly problem: string; readonly line?: number };

// A number stays the text that was written: the version 1.10 is not 1.1.
const schema = FAILSAFE_SCHEMA.withTags(nullCoreTag, boolCoreTag, mergeTag);

/**
 * The documents of a YAML stream (https://yaml.org/spec/1.2.2/) without the empty ones; numbers stay texts. Of a head
 * (`isWhole` is false) what ends before its last line that begins a top-level entry. Of a name that stands twice in one
 * object the last counts, unless such a stream is refused.
 *
 * @throws what is a fault of ours; content never makes it throw
 */
export function parseYaml(
  text: string,
  isWhole: boolean,
  { refusesDoubledNames = false }: { readonly refusesDoubledNames?: boolean } = {},
): YamlReading {
  if (text.length > formatLimits.yamlMaxCharacters)
    return { problem: 'The YAML is larger than Orrery reads.' };
  try {
    const values = loadAll(isWhole ? text : wholeEntries(text), {
      schema,
      json: !refusesDoubledNames,
      maxDepth: formatLimits.yamlMaxDepth,
      maxAliases: formatLimits.yamlMaxAliases,
    }).filter((value) => value !== null && value !== undefined);
    if (isExpansive(values)) return { problem: 'The YAML repeats its parts until it is too large to read.' };
    return { values };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { message, mark } = error;
    return { problem: problemOf(message), ...(mark === undefined ? {} : { line: mark.line + 1 }) };
  }
}

/**
 * YAML, each document of the stream a value.
 *
 * @throws OciError `document-invalid` when it begins as YAML of a known kind does and is broken
 */
export function openYaml({ start, text, isWhole }: ContainerContent): Opened | undefined {
  if (!looksLikeYaml(start) || start.includes('\0')) return undefined;
  const reading = parseYaml(text(), isWhole);
  if ('values' in reading) return { container: 'yaml', values: reading.values };
  // Much text looks like YAML that is none.
  if (!knownBeginning.test(start)) return undefined;
  throw new OciError('document-invalid', reading.problem);
}

const knownBeginning = /^(?:---|(?:spdxVersion|bomFormat|apiVersion|kind|services|SPDXID|manifestVersion):)/m;

/** Whether a text that is not JSON could be YAML: its first line of content is an entry, a list item or a document marker. */
export function looksLikeYaml(start: string): boolean {
  const line = start.split('\n', 200).find((text) => /^[^#\s]/.test(text) && !/^%YAML/.test(text));
  return line !== undefined && /^(?:---(?:\s|$)|- \S|["']?[\w./$@-]{1,200}["']?\s{0,4}:(?:\s|$))/.test(line);
}

function wholeEntries(head: string): string {
  for (let end = head.lastIndexOf('\n'); end > 0; end = head.lastIndexOf('\n', end - 1))
    if (/[^\s#-]/.test(head.charAt(end + 1))) return head.slice(0, end);
  return head;
}

function problemOf(message: string): string {
  if (/maxDepth/.test(message)) return `The YAML is nested deeper than ${formatLimits.yamlMaxDepth} levels.`;
  if (/maxAliases|merge/i.test(message)) return 'The YAML repeats its parts until it is too large to read.';
  return 'The document is not valid YAML.';
}

/**
 * Whether aliases make a small text a large tree, or one without end: each is one object here, and many for who walks the
 * tree.
 */
function isExpansive(values: readonly unknown[]): boolean {
  const sizes = new Map<object, number>();
  // Each object is measured once; one that is met again while it is measured holds itself.
  const sizeOf = (value: unknown, depth: number): number => {
    if (typeof value !== 'object' || value === null) return 0;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    sizes.set(value, Number.POSITIVE_INFINITY);
    if (depth > formatLimits.yamlMaxDepth) return Number.POSITIVE_INFINITY;
    let size = 1;
    for (const part of Object.values(value)) size += sizeOf(part, depth + 1);
    sizes.set(value, size);
    return size;
  };
  return sizeOf(values, 0) > formatLimits.yamlMaxObjects;
}
