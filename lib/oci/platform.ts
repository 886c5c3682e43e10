import { isJsonObject } from './parse-json.ts';

/** The platform an image runs on (https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#image-index-property-descriptions). */
export type Platform = {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly osVersion?: string;
};

/** `os/architecture[/variant][:os.version]`, the notation of Docker and containerd. */
export function formatPlatform(platform: Platform): string {
  const variant = platform.variant === undefined ? '' : `/${platform.variant}`;
  const version = platform.osVersion === undefined ? '' : `:${platform.osVersion}`;
  return `${platform.os}/${platform.architecture}${variant}${version}`;
}

/** The platform of a descriptor or an image config; undefined when it names none, be it by empty words. */
export function parsePlatform(value: unknown): Platform | undefined {
  if (!isJsonObject(value)) return undefined;
  const { os, architecture, variant } = value;
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  if (os === '' || architecture === '') return undefined;
  const osVersion = value['os.version'];
  return {
    os,
    architecture,
    ...(typeof variant === 'string' && variant !== '' ? { variant } : {}),
    ...(typeof osVersion === 'string' && osVersion !== '' ? { osVersion } : {}),
  };
}

/** A platform as {@link formatPlatform} or containerd (`windows(10.0.17763)/amd64`) writes it; undefined for other texts. */
export function readPlatform(text: string): Platform | undefined {
  const [name, version] = splitVersion(text.trim().toLowerCase());
  const [os = '', architecture = '', variant = '', ...more] = name.split('/');
  if (os === '' || architecture === '' || more.length > 0) return undefined;
  return {
    os,
    architecture,
    ...(variant === '' ? {} : { variant }),
    ...(version === '' ? {} : { osVersion: version }),
  };
}

/**
 * Whether an image for one platform is what somebody means who names another. Names are normalised as containerd does
 * (https://github.com/containerd/platforms/blob/main/database.go): arm64 is arm64/v8, arm is arm/v7, amd64 is amd64/v1.
 * A version of the operating system counts only where it is named, and to the parts that are named.
 */
export function isPlatform(wanted: Platform, offered: Platform): boolean {
  const [one, other] = [normalise(wanted), normalise(offered)];
  if (one.os !== other.os || one.architecture !== other.architecture) return false;
  if (one.variant !== other.variant) return false;
  const { osVersion } = wanted;
  return osVersion === undefined || `${offered.osVersion ?? ''}.`.startsWith(`${osVersion}.`);
}

const osNames: Readonly<Record<string, string>> = { macos: 'darwin' };
const architectureNames: Readonly<Record<string, string>> = {
  i386: '386',
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
};
/** The variant that is meant where none is named. */
const usualVariants: Readonly<Record<string, string>> = { amd64: 'v1', arm64: 'v8', arm: 'v7' };

function normalise({ os, architecture, variant }: Platform) {
  const written = architecture.toLowerCase();
  const [name = '', implied] = (architectureNames[written] ?? written).split('/');
  const given = variant?.toLowerCase().replace(/^(?=\d)/, 'v');
  const system = os.toLowerCase();
  return {
    os: osNames[system] ?? system,
    architecture: name,
    variant: given ?? implied ?? usualVariants[name],
  };
}

function splitVersion(text: string): readonly [name: string, version: string] {
  const inside = /^([^(/]+)\(([^)]*)\)(\/.*)$/.exec(text);
  if (inside !== null) return [`${inside[1] ?? ''}${inside[3] ?? ''}`, inside[2] ?? ''];
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** BuildKit gives its attestation manifests this platform, so that no runtime picks them. */
export function isUnknownPlatform(platform: Platform): boolean {
  return platform.os === 'unknown' && platform.architecture === 'unknown';
}
