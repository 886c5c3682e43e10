import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { Digest } from '#lib/oci/digest';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import { failed } from '#lib/verify/outcome';
import { parseStrictJson } from '#lib/verify/strict-json';

/** What a signed payload says of the artifact that it hangs on. */
export type Claims = { readonly predicateType?: string; readonly warnings: readonly string[] };

const inToto = 'application/vnd.in-toto+json';

/**
 * An in-toto statement (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md) that names a digest.
 * Names are compared as they are: no other algorithm and no capital letters stand for it.
 *
 * @throws Refused `wrong-payload-type`, `malformed`, `ambiguous-json`, `subject-missing`, `other-digest`
 */
export function claimOfStatement(payloadType: string, payload: Uint8Array, digest: Digest): Claims {
  if (payloadType !== inToto)
    throw failed(
      'binding',
      'wrong-payload-type',
      `The envelope holds ${cleanText(payloadType) || 'no type'} and no in-toto statement.`,
    );
  const statement = parseStrictJson(payload, 'The statement', ['predicate']);
  assertNames(listAt(statement, 'subject'), digest);
  const predicateType = textAt(statement, 'predicateType');
  return {
    ...(predicateType === undefined ? {} : { predicateType }),
    warnings: warningsOf(at(statement, '_type')),
  };
}

function assertNames(subjects: readonly unknown[], digest: Digest): void {
  if (subjects.length === 0) throw failed('binding', 'subject-missing', 'The statement names no artifact.');
  if (subjects.length > verifyLimits.subjectsMax)
    throw failed(
      'binding',
      'malformed',
      `The statement names more than ${verifyLimits.subjectsMax.toLocaleString('en')} artifacts.`,
    );
  const [algorithm = '', hash] = digest.split(':');
  if (subjects.some((subject) => at(subject, 'digest', algorithm) === hash)) return;
  throw failed(
    'binding',
    'other-digest',
    'The statement names another digest.',
    'Someone signed another artifact. Look for the digest that it names.',
  );
}

function warningsOf(type: unknown): readonly string[] {
  const isKnown = type === 'https://in-toto.io/Statement/v1' || type === 'https://in-toto.io/Statement/v0.1';
  return isKnown ? [] : ['The statement says no version of in-toto that is known; cosign accepts that.'];
}
