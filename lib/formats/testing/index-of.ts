import type { FileIndex, FoundFile } from '#lib/formats/files/file-index';
import { createFileCollector } from '#lib/formats/files/file-index';

/** An index of paths; one that ends with a slash is a folder, `a -> b` a symbolic link, all others are files of 10 bytes. */
export function indexOf(paths: readonly string[]): FileIndex {
  const collector = createFileCollector();
  for (const path of paths) collector.add(fileOf(path));
  return collector.toIndex([...collector.keys()].sort());
}

function fileOf(text: string): FoundFile {
  const [name = '', link] = text.split(' -> ');
  if (link !== undefined) return { name, type: 'symlink', size: 0, mode: 0o777, link, at: 0 };
  const isFolder = name.endsWith('/');
  return { name, type: isFolder ? 'folder' : 'file', size: isFolder ? 0 : 10, mode: 0o644, link: '', at: 0 };
}
