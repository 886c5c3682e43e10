/** The parts of a package URL; `version` and qualifiers only where it has them. */
export type PackageUrl = {
  /** In lower case: `oci`, `npm`. */
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers: ReadonlyMap<string, string>;
  readonly subpath?: string;
};

const longest = 4096;

// In these types upper and lower case are one (https://github.com/package-url/purl-spec/blob/main/PURL-TYPES.rst).
const caseless: ReadonlySet<string> = new Set([
  'alpm',
  'apk',
  'bitbucket',
  'composer',
  'deb',
  'github',
  'hex',
  'npm',
  'oci',
  'pypi',
]);

/**
 * A package URL as tools write it (https://github.com/package-url/purl-spec); undefined for a text that is none. It is
 * lenient: a version of any form, slashes after the type and an `@` that should have been escaped are read.
 */
export function parsePurl(text: string): PackageUrl | undefined {
  if (text.length > longest || !/^pkg:/i.test(text)) return undefined;
  const [beforePath = '', subpath] = cut(text.slice(4).replace(/^\/+/, ''), '#');
  const [path = '', query] = cut(beforePath, '?');
  const parts = path.split('/').filter((part) => part !== '');
  const type = parts.shift()?.toLowerCase();
  const last = parts.pop();
  if (type === undefined || last === undefined || !/^[a-z][a-z0-9.+-]*$/.test(type)) return undefined;
  // A scope of npm that was not escaped begins with an `@`, which ends no name.
  const at = last.lastIndexOf('@');
  const name = decode(at > 0 ? last.slice(0, at) : last);
  const version = at > 0 ? decode(last.slice(at + 1)) : '';
  const namespace = parts.map(decode).join('/');
  return {
    type,
    name: normalise(type, name),
    qualifiers: qualifiersOf(query ?? ''),
    ...(namespace === '' ? {} : { namespace: normalise(type, namespace) }),
    ...(version === '' ? {} : { version }),
    ...(subpath === undefined || subpath === '' ? {} : { subpath: decode(subpath) }),
  };
}

/** `@acme/web` for `pkg:npm/%40acme/web@1.0.0`; undefined for a text that is no package URL. */
export function nameOfPurl(text: string): string | undefined {
  const purl = parsePurl(text);
  if (purl === undefined) return undefined;
  return purl.namespace === undefined ? purl.name : `${purl.namespace}/${purl.name}`;
}

function qualifiersOf(query: string): ReadonlyMap<string, string> {
  const pairs = query.split('&').map((pair) => cut(pair, '='));
  return new Map(
    pairs.flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[decode(key).toLowerCase(), decode(value)] as const],
    ),
  );
}

// Python takes dashes, dots and underscores for the same.
function normalise(type: string, name: string): string {
  const same = caseless.has(type) ? name.toLowerCase() : name;
  return type === 'pypi' ? same.replaceAll(/[-_.]+/g, '-') : same;
}

function cut(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
