import type { ContentReading, DocumentSubject, EnvelopeContext } from '#lib/formats/documents/document';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames } from '#lib/oci/binding';
import { isJsonObject } from '#lib/oci/parse-json';
import { readPredicate } from './predicates.ts';
import { wrapped } from './wrapped.ts';

/**
 * An in-toto statement of any version (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md), whether
 * somebody signed it or not: what its predicate says, by the predicate itself where that is a document of its own (an
 * SBOM, VEX), whatever the type says of it, else by its type.
 */
export function readStatement(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  if (!isStatement(value)) return undefined;
  const { documents, problems } = readInside(value, context);
  const subjects = subjectsOf(value);
  const binding = context.isWhole ? bindingOfSubjects(subjects) : bindingOfHead;
  return {
    documents: documents.map((document) => ({ ...wrapped(document, 'in-toto'), binding, subjects })),
    problems,
  };
}

function readInside(statement: unknown, context: EnvelopeContext): ContentReading {
  const type = textAt(statement, 'predicateType') ?? '';
  const predicate = at(statement, 'predicate');
  const inner = predicate === undefined ? undefined : openInner(predicate, context);
  if (inner !== undefined && inner.documents.length > 0) return inner;
  const document = readPredicate(type, predicate, context);
  return { documents: [document], problems: inner?.problems ?? [] };
}

// cosign keeps what it cannot read as a text or a value under `Data`; others write the text itself.
function openInner(predicate: unknown, context: EnvelopeContext): ContentReading {
  const data = typeof predicate === 'string' ? predicate : at(predicate, 'Data');
  if (typeof data === 'string') return context.openBytes(new TextEncoder().encode(data));
  return context.openValue(data === undefined ? predicate : data);
}

const statementType = /^(?:https?:\/\/)?in-toto\.io\/Statement(?:\/|$)/i;

/** Whether a JSON value calls itself an in-toto statement. */
function isStatement(value: unknown): boolean {
  return statementType.test(textAt(value, '_type') ?? '');
}

/** What a statement says it is about: a digest for each algorithm that a subject names. */
export function subjectsOf(statement: unknown): readonly DocumentSubject[] {
  return listAt(statement, 'subject').flatMap((subject) => {
    const name = textAt(subject, 'name') ?? textAt(subject, 'uri');
    const named = name === undefined ? {} : { name };
    const digests = at(subject, 'digest');
    const known = isJsonObject(digests) ? Object.entries(digests) : [];
    const texts = known.flatMap(([algorithm, hash]) =>
      typeof hash === 'string' ? [`${algorithm}:${hash}`] : [],
    );
    return texts.length === 0 ? [named] : texts.map((digest) => ({ ...named, digest }));
  });
}

/** The digests that the subjects of a statement name. */
export function bindingOfSubjects(subjects: readonly DocumentSubject[]): Binding {
  return bindingOfNames(subjects.flatMap(({ digest }) => digest ?? []));
}
