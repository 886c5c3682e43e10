import { TrustedRoot } from '@sigstore/protobuf-specs';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import { Refused } from '#lib/verify/outcome';
import type { NamedRoot } from '#lib/verify/policy';
import { parseStrictJson } from '#lib/verify/strict-json';

/**
 * Sigstore's trusted roots under one name: an object, or text as `cosign trusted-root create` (JSON) and
 * `gh attestation trusted-root` (JSON Lines) write it. Of several the logs and authorities all count, as in
 * https://pkg.go.dev/github.com/sigstore/sigstore-go/pkg/root#TrustedMaterialCollection. One sentence where it is none.
 */
export function readTrustedRoot(
  name: string,
  value: unknown,
): { readonly root: NamedRoot } | { readonly problem: string } {
  const title = `The trusted root ${cleanText(name)}`;
  try {
    const parts = (typeof value === 'string' ? parseTexts(value, title) : [value]).map((part) =>
      parseRoot(part, title),
    );
    const [first, ...more] = parts;
    if (first === undefined) return { problem: `${title} is empty.` };
    return { root: { name, root: more.reduce(merge, first) } };
  } catch (error) {
    // What else is thrown is what the reader of Sigstore says of values that do not fit.
    return {
      problem:
        error instanceof Refused ? error.message : `${title} cannot be read: a field of it does not fit.`,
    };
  }
}

function parseTexts(text: string, title: string): readonly unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isLines = lines.length > 1 && lines.every((line) => /^\s*\{.*\}\s*$/s.test(line));
  if (!isLines) return [parseStrictJson(text, title)];
  if (lines.length > verifyLimits.rootsInFileMax)
    throw refusal(`${title} has more than ${verifyLimits.rootsInFileMax} lines.`);
  return lines.map((line) => parseStrictJson(line, title));
}

function parseRoot(value: unknown, title: string): TrustedRoot {
  if (!isJsonObject(value)) throw refusal(`${title} is not an object.`);
  const { mediaType } = value;
  if (typeof mediaType !== 'string' || !mediaTypes.test(mediaType))
    throw refusal(
      `${title} has the media type “${cleanText(String(mediaType ?? ''))}”, which is no trusted root.`,
    );
  for (const field of listFields)
    if (!isListOfObjects(value[field])) throw refusal(`${title}: ${field} is not a list.`);
  return TrustedRoot.fromJSON(value);
}

// https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
const mediaTypes =
  /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
const listFields = ['tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities'] as const;

function isListOfObjects(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isJsonObject));
}

function merge(left: TrustedRoot, right: TrustedRoot): TrustedRoot {
  return {
    mediaType: left.mediaType,
    tlogs: [...left.tlogs, ...right.tlogs],
    certificateAuthorities: [...left.certificateAuthorities, ...right.certificateAuthorities],
    ctlogs: [...left.ctlogs, ...right.ctlogs],
    timestampAuthorities: [...left.timestampAuthorities, ...right.timestampAuthorities],
  };
}

function refusal(reason: string): Refused {
  return new Refused({ state: 'cannot-check', facet: 'trust', code: 'invalid-trusted-root', reason });
}
