import { isJsonObject } from '#lib/oci/parse-json';

/** The platform an image runs on (image-spec "Image Index Property Descriptions"). */
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

/** The platform of a descriptor or an image config; undefined when it names none. */
export function parsePlatform(value: unknown): Platform | undefined {
  if (!isJsonObject(value)) return undefined;
  const { os, architecture, variant } = value;
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  const osVersion = value['os.version'];
  return {
    os,
    architecture,
    ...(typeof variant === 'string' && variant !== '' ? { variant } : {}),
    ...(typeof osVersion === 'string' && osVersion !== '' ? { osVersion } : {}),
  };
}

/** BuildKit gives its attestation manifests this platform, so that no runtime picks them. */
export function isUnknownPlatform(platform: Platform): boolean {
  return platform.os === 'unknown' && platform.architecture === 'unknown';
}
