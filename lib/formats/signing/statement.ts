import { at, listAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfNames } from '#lib/oci/binding';
import { isJsonObject } from '#lib/oci/parse-json';

/**
 * The digests of the subjects of an in-toto statement
 * (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md).
 */
export function bindingOfStatement(statement: unknown): Binding {
  const names = listAt(statement, 'subject').flatMap((subject) => {
    const digests = at(subject, 'digest');
    return isJsonObject(digests)
      ? Object.entries(digests).map(([algorithm, value]) => `${algorithm}:${value}`)
      : [];
  });
  return bindingOfNames(names);
}
