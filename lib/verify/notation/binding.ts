import { at } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import { failed } from '#lib/verify/outcome';
import type { Target } from '#lib/verify/signed-evidence';
import { parseNotationJson, refuseAlike } from './jws.ts';

const fields = ['digest', 'size', 'mediaType'];

/**
 * Demands that what is signed is the descriptor of what it hangs on: digest, size and media type
 * (https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#payload). Gives warnings
 * about names that stand twice.
 *
 * @throws Refused `subject-missing`, `other-digest`, `malformed` or `ambiguous-json`
 */
export function checkTarget(payload: Uint8Array, target: Target): readonly string[] {
  const { value, warnings } = parseNotationJson(payload, 'The payload', ['targetArtifact']);
  const named = at(value, 'targetArtifact');
  refuseAlike(named, 'The payload', fields);
  const digest = at(named, 'digest');
  if (typeof digest !== 'string') throw failed('binding', 'subject-missing', 'It names no artifact.');
  if (digest !== target.digest) {
    throw failed('binding', 'other-digest', `It names another artifact: ${cleanText(digest, 90)}.`);
  }
  const isSame = at(named, 'size') === target.size && at(named, 'mediaType') === target.mediaType;
  if (!isSame) {
    throw failed('binding', 'other-digest', 'It names the artifact with another size or media type.');
  }
  return warnings;
}
