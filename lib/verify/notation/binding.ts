import { at } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import { failed } from '#lib/verify/outcome';
import type { Target } from '#lib/verify/signed-evidence';
import { parseNotationJson, refuseAlike } from './jws.ts';

const fields = ['digest', 'size', 'mediaType', 'annotations'];
// A size with a fraction is no size, whatever its value.
const fraction = /"size"\s{0,100}:\s{0,100}\d{1,20}[.eE]/;

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
  const annotations = Object.values(at(named, 'annotations') ?? {});
  const hasOdd = annotations.some((value) => typeof value !== 'string' && value !== null);
  if (hasOdd || fraction.test(new TextDecoder().decode(payload))) {
    throw failed('binding', 'malformed', 'What it names is no descriptor that all read alike.');
  }
  const isSame = at(named, 'size') === target.size && at(named, 'mediaType') === target.mediaType;
  if (!isSame) {
    throw failed('binding', 'other-digest', 'It names the artifact with another size or media type.');
  }
  return warnings;
}
