import { at } from '#lib/formats/json/json-path';
import type { Digest } from '#lib/oci/digest';
import { failed } from '#lib/verify/outcome';
import { parseStrictJson } from '#lib/verify/strict-json';
import type { Claims } from './statement.ts';

/**
 * The payload of a signature by cosign before 3.0 that names a digest
 * (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#payloads). What else it says, its type and the
 * repository among it, decides nothing, as for cosign.
 *
 * @throws Refused `malformed`, `ambiguous-json`, `subject-missing`, `other-digest`
 */
export function claimOfSimpleSigning(payload: Uint8Array, digest: Digest): Claims {
  const warnings: string[] = [];
  const json = parseStrictJson(payload, 'The signed payload', ['optional'], (name) =>
    warnings.push(
      `The signed payload has “${name}” twice in one object; the last one counts, as for cosign.`,
    ),
  );
  const named = at(json, 'critical', 'image', 'docker-manifest-digest');
  if (typeof named !== 'string')
    throw failed('binding', 'subject-missing', 'The signed payload names no image.');
  if (named !== digest)
    throw failed(
      'binding',
      'other-digest',
      'The signed payload names another digest.',
      'Someone signed another artifact. Look for the digest that it names.',
    );
  return { warnings };
}
