import type {
  ComparedFile,
  Comparison,
  FileComparison,
  FileDifference,
} from '#lib/formats/compare/comparison';
import { formatBytes } from '#lib/text/format';
import { formatMode } from '#lib/text/format-mode';
import { cleanText } from '#lib/text/untrusted-text';

/** The bytes of all layers of both sides, those in common once: what is downloaded at most to compare files. */
export function bytesOfLayers({ layers }: Comparison): number {
  if (layers.state === 'missing') return 0;
  const sizes = new Map(layers.rows.map(({ digest, size }) => [digest, size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** What differs, in a line: `1 file added, 2 removed, 3 changed; 1,204 are the same.` */
export function filesLine({ added, removed, changed, same, total }: FileComparison): string {
  const count = (number: number, word: string) => (number === 0 ? [] : [`${inWords(number)} ${word}`]);
  const parts = [...count(added, 'added'), ...count(removed, 'removed'), ...count(changed, 'changed')];
  const others = `${inWords(same)} ${same === 1 ? 'file is' : 'files are'} the same`;
  return total === 0 ? `No file differs: ${others}.` : `${parts.join(', ')}; ${others}.`;
}

/** Rows whose path contains a text, in any case of letters. */
export function filterFiles(rows: readonly FileDifference[], text: string): readonly FileDifference[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? rows : rows.filter(({ path }) => path.toLowerCase().includes(wanted));
}

/** A side of a row in a cell: the size of a file, where a link leads, or what it is; empty where it is not there. */
export function fileCell(file: ComparedFile | undefined): string {
  if (file === undefined) return '';
  if (file.type === 'symlink') return `→ ${shownText(file.link ?? '')}`;
  return file.type === 'file' || file.type === 'hardlink' ? formatBytes(file.size) : names[file.type];
}

const names = { folder: 'folder', device: 'device', other: 'pipe' } as const;

/** All that is known of a side, in a line. */
export function fileLine(file: ComparedFile | undefined): string {
  if (file === undefined) return 'not there';
  const { type, size, mode, link } = file;
  const bytes = `${inWords(size)} ${size === 1 ? 'byte' : 'bytes'}`;
  const what = {
    ...{ file: `file of ${bytes}`, hardlink: `hard link to ${shownText(link ?? '')}, ${bytes}` },
    ...{ symlink: `link to ${shownText(link ?? '')}`, ...names },
  }[type];
  return type === 'symlink' ? what : `${what}, ${formatMode(mode)}`;
}

/** What of a file differs, in words; empty for what only one side has. */
export function aspectsText({ aspects }: FileDifference): string {
  return aspects.map((aspect) => (aspect === 'mode' ? 'permissions' : aspect)).join(', ');
}

/** A path or the target of a link as one line. */
export function shownText(path: string): string {
  return cleanText(path, pathMax);
}

/** A path in two parts: the last two names are the second one. */
export function splitPath(path: string): readonly [start: string, end: string] {
  const shown = shownText(path);
  const slash = shown.lastIndexOf('/', shown.lastIndexOf('/') - 1);
  return [shown.slice(0, slash + 1), shown.slice(slash + 1)];
}

// Longer ones are no paths that anybody reads; the row would fill the screen.
const pathMax = 400;

function inWords(number: number): string {
  return number.toLocaleString('en');
}
