import type { Bundle } from '@sigstore/bundle';
import { bundleFromJSON } from '@sigstore/bundle';
import { at, listAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { Refused } from '#lib/verify/outcome';
import { cannotCheck, failed } from '#lib/verify/outcome';
import { parseStrictJson } from '#lib/verify/strict-json';

/** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto, `media_type` */
const versions: ReadonlySet<unknown> = new Set([
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
]);

/**
 * A bundle in one of the versions that are specified; the library takes any later one for the latest.
 *
 * @throws Refused `malformed`, `ambiguous-json`, `version-not-supported`, `wrong-signature-count`
 */
export function parseBundle(bytes: Uint8Array): Bundle {
  const json = parseStrictJson(bytes, 'The bundle');
  const version = isJsonObject(json) ? json.mediaType : undefined;
  if (!versions.has(version)) throw refuseVersion(version);
  const signatures = listAt(json, 'dsseEnvelope', 'signatures').length;
  if (at(json, 'dsseEnvelope') !== undefined && signatures !== 1)
    throw failed(
      'integrity',
      'wrong-signature-count',
      `The envelope in the bundle holds ${signatures} signatures instead of one.`,
    );
  try {
    return bundleFromJSON(json);
  } catch (error) {
    throw failed('integrity', 'malformed', `The bundle is incomplete: ${reasonOf(error)}.`);
  }
}

function refuseVersion(version: unknown): Refused {
  if (typeof version !== 'string' || !version.startsWith('application/vnd.dev.sigstore.bundle'))
    return failed('integrity', 'malformed', 'It is not a Sigstore bundle.');
  return cannotCheck(
    'integrity',
    'version-not-supported',
    `The version of the bundle is unknown here: ${cleanText(version)}.`,
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? cleanText(error.message, 120) : 'it cannot be read';
}
