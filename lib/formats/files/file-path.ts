const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as text; what is no UTF-8 becomes U+FFFD. */
export function utf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** A name of an archive as a path below its root. */
type ArchivePath = {
  /** Without a slash at its start or end, without `.` and empty parts; empty for the root itself. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly isAbsolute: boolean;
  /** Has a part `..`: whoever unpacks it refuses it or puts it elsewhere. */
  readonly isOutside: boolean;
};

/** Reads a name as an archive holds it. A backslash is an ordinary character; a zero byte is none in a file system. */
export function asPath(name: string): ArchivePath {
  const isPlain = !/^\/|^\.\.?(?:\/|$)|\/\/|\/\.\.?(?:\/|$)|\/$|\0/.test(name);
  if (isPlain) return { path: name, isFolder: false, isAbsolute: false, isOutside: false };
  const parts = name
    .replaceAll('\0', '\ufffd')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  return {
    path: parts.join('/'),
    isFolder: name.endsWith('/'),
    isAbsolute: name.startsWith('/'),
    isOutside: parts.includes('..'),
  };
}

/** What a name says about the layers below it (https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts). */
export type Whiteout = { readonly removes: 'path' | 'content'; readonly path: string };

/** The path that an entry removes, or whose content it removes; undefined for an ordinary entry. */
export function whiteoutOf(path: string): Whiteout | undefined {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  if (!name.startsWith('.wh.')) return undefined;
  const folder = path.slice(0, Math.max(0, slash));
  if (name === '.wh..wh..opq') return { removes: 'content', path: folder };
  // Files of aufs itself, such as .wh..wh.plnk, remove nothing.
  if (name.startsWith('.wh..wh.') || name === '.wh.') return undefined;
  return { removes: 'path', path: folder === '' ? name.slice(4) : `${folder}/${name.slice(4)}` };
}
