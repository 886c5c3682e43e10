import type { FindingRow } from '#lib/formats/documents/rows';
import { parsePurl } from '#lib/formats/vex/package-url';

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
  const parsed = purl === undefined ? undefined : packageOfPurl(purl);
  const own = parsed?.version ?? version;
  const names = [...new Set([...(name === undefined ? [] : [name.toLowerCase()]), ...(parsed?.names ?? [])])];
  const spelt = own === undefined ? undefined : plainVersion(own);
  return {
    ...(parsed === undefined ? {} : { purl: `${parsed.type}/${parsed.names[0]}@${spelt ?? ''}` }),
    named: spelt === undefined ? [] : names.map((one) => `${one}@${spelt}`),
    names,
  };
}

/** A package by its purl. */
export type NamedPackage = {
  readonly type: string;
  /** The full name in lower case, and the ways in which tools shorten it: of Maven `org.apache/log4j`, `log4j`, `org.apache:log4j`. */
  readonly names: readonly [string, ...string[]];
  readonly version?: string;
};

/** The package that a purl names, as it is compared; undefined where the text is no purl. */
export function packageOfPurl(text: string): NamedPackage | undefined {
  const purl = parsePurl(text);
  if (purl === undefined) return undefined;
  const { type, namespace, version } = purl;
  const name = purl.name.toLowerCase();
  const group = namespace?.toLowerCase();
  return {
    type,
    names: group === undefined ? [name] : [`${group}/${name}`, name, `${group.replaceAll('/', '.')}:${name}`],
    ...(version === undefined ? {} : { version }),
  };
}

/** Go writes `v1.2.3` and `1.2.3`, its own library `go1.20`; an epoch of zero says nothing. */
function plainVersion(version: string): string {
  return version
    .trim()
    .replace(/^(?:v|go)(?=\d)/, '')
    .replace(/^0:/, '');
}
