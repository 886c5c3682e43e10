import type { FileEntry, Files } from '#lib/api/contract/files-contract';
import { formatBytes } from '#lib/text/format';
import { cleanText } from '#lib/text/untrusted-text';

/** A badge beside a path; `tone` says how loud it is. */
export type FileBadge = { readonly text: string; readonly tone: 'plain' | 'warn' };

/** What a later layer, or this entry, does to other layers. */
export function fileBadges(entry: FileEntry, archives: Files['archives']): readonly FileBadge[] {
  const layerOf = (digest: string | undefined) =>
    archives.findIndex((archive) => archive.digest === digest) + 1;
  const badges: FileBadge[] = [];
  if (entry.removedBy !== undefined)
    badges.push({ text: `removed by layer ${layerOf(entry.removedBy)}`, tone: 'warn' });
  if (entry.replaces !== undefined)
    badges.push({ text: `replaces layer ${layerOf(entry.replaces)}`, tone: 'plain' });
  if (entry.whiteout === 'path') badges.push({ text: 'removed from lower layers', tone: 'warn' });
  if (entry.whiteout === 'content') badges.push({ text: 'hides the folder of lower layers', tone: 'warn' });
  return badges;
}

/** The note at the right of a line: a size, and what a folder holds. */
export function fileNote({ type, size, files }: FileEntry): string {
  if (type === 'file') return formatBytes(size);
  if (files !== undefined && files > 0)
    return `${files.toLocaleString('en')} ${files === 1 ? 'entry' : 'entries'} · ${formatBytes(size)}`;
  return type === 'folder'
    ? 'empty'
    : { symlink: 'link', hardlink: 'hard link', device: 'device', other: 'pipe' }[type];
}

/** How the list was come by, in a line: `1,204 entries · zstd · read by its index: 12 KiB of 48 MiB`. */
export function listLine({ of, all, archives }: Files): string {
  const count = `${all.toLocaleString('en')} ${all === 1 ? 'entry' : 'entries'}`;
  if (of === 'platform')
    return `${count} in ${archives.length} ${archives.length === 1 ? 'layer' : 'layers'}`;
  const [archive] = archives;
  if (archive === undefined) return count;
  const compression = archive.compression === 'none' ? 'not compressed' : (archive.compression ?? '');
  return [count, compression, indexLine(archive)].filter((text) => text !== '').join(' · ');
}

function indexLine({ source, verified, bytesRead, size }: Files['archives'][number]): string {
  if (source === undefined || source === 'archive' || source === 'blob') return '';
  const name = { estargz: 'eStargz', 'zstd-chunked': 'zstd:chunked' }[source];
  const part = `${formatBytes(bytesRead ?? 0)}${size === undefined ? '' : ` of ${formatBytes(size)}`}`;
  const check = verified === 'toc-digest' ? 'index verified' : 'index not verified';
  return `${name}: ${part} read, ${check}`;
}

/** A path as one line. */
export function shownPath(path: string): string {
  return cleanText(path, 400);
}
