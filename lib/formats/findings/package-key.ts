import type { FindingRow } from '#lib/formats/documents/rows';

/** By what the package of a finding is compared with the packages of other tools. */
export type PackageKeys = {
  /** The purl without qualifiers: they say where it was built for, and tools word them differently. */
  readonly purl?: string;
  /** `name@version`, for tools that write no purl; several, because tools shorten names differently. */
  readonly named: readonly string[];
  /** The names alone. */
  readonly names: readonly string[];
};

/** The keys of the package that a finding names; all are empty where it names none. */
export function packageKeys({ package: name, version, purl }: FindingRow): PackageKeys {
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  const own = parsed?.version ?? version;
  const names = [...new Set([...(name === undefined ? [] : [name.toLowerCase()]), ...(parsed?.names ?? [])])];
  const spelt = own === undefined ? undefined : plainVersion(own);
  return {
    ...(parsed === undefined ? {} : { purl: `${parsed.type}/${parsed.names[0]}@${spelt ?? ''}` }),
    named: spelt === undefined ? [] : names.map((one) => `${one}@${spelt}`),
    names,
  };
}

type ParsedPurl = { readonly type: string; readonly names: readonly string[]; readonly version?: string };

/** The parts of a purl that name the package (https://github.com/package-url/purl-spec); undefined when it is none. */
function parsePurl(purl: string): ParsedPurl | undefined {
  const [path = ''] = purl.split(/[?#]/, 1);
  const [, type, rest] = /^pkg:\/{0,2}([a-z][a-z0-9.+-]{0,40})\/(.+)$/i.exec(path) ?? [];
  if (type === undefined || rest === undefined) return undefined;
  const at = rest.lastIndexOf('@');
  // A scope of npm begins with an @, which old tools do not encode.
  const hasVersion = at > 0 && rest[at - 1] !== '/';
  const full = decode(hasVersion ? rest.slice(0, at) : rest).toLowerCase();
  const version = hasVersion ? decode(rest.slice(at + 1)) : '';
  const kind = type.toLowerCase();
  const name = kind === 'pypi' ? full.replaceAll('_', '-') : full;
  const parts = name.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? name;
  // Maven's group stands before a colon in some tools, and is left out in others.
  const joined = parts.length > 1 ? [`${parts.slice(0, -1).join('.')}:${last}`] : [];
  return {
    type: kind,
    names: [...new Set([name, last, ...joined])],
    ...(version === '' ? {} : { version }),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Go writes `v1.2.3` and `1.2.3`, its own library `go1.20`; an epoch of zero says nothing. */
function plainVersion(version: string): string {
  return version
    .trim()
    .replace(/^(?:v|go)(?=\d)/, '')
    .replace(/^0:/, '');
}
