import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames } from '#lib/oci/binding';
import { isJsonObject } from '#lib/oci/parse-json';
import type { DocumentContext, DocumentMeaning } from './document.ts';
import { readPredicate } from './predicates.ts';

/** An in-toto statement that nobody signed, as BuildKit stores them. */
export function readStatement(value: unknown, context: DocumentContext): DocumentMeaning | undefined {
  const opened = openStatement(value, context);
  if (opened === undefined) return undefined;
  return {
    ...opened,
    envelope: 'in-toto',
    binding: context.isWhole ? bindingOfStatement(value) : bindingOfHead,
  };
}

/** What a statement says, whether somebody signed it or not; undefined when the value is no statement. */
export function openStatement(value: unknown, context: DocumentContext): DocumentMeaning | undefined {
  if (!isStatement(value)) return undefined;
  return readPredicate(textAt(value, 'predicateType') ?? '', at(value, 'predicate'), context);
}

/** Whether a JSON value calls itself an in-toto statement. */
export function isStatement(value: unknown): boolean {
  return textAt(value, '_type')?.startsWith('https://in-toto.io/Statement/') === true;
}

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
