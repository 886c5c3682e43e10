import { readLayout } from '#lib/formats/attestations/layout';
import { readLink } from '#lib/formats/attestations/link';
import type {
  ContentReading,
  DocumentReading,
  EnvelopeContext,
  PredicateReader,
} from '#lib/formats/documents/document';
import { at, textAt } from '#lib/formats/json/json-path';
import { wrapped } from './wrapped.ts';

type Form = { readonly format: string; readonly title: string; readonly read: PredicateReader };

const forms: Readonly<Record<string, Form>> = {
  link: { format: 'in-toto-link', title: 'in-toto link', read: readLink },
  layout: { format: 'in-toto-layout', title: 'in-toto layout', read: readLayout },
};

/**
 * A link or a layout of in-toto 0.9, in the metablock that carries its signatures, or without one
 * (https://github.com/in-toto/docs/blob/v0.9/in-toto-spec.md#42-file-formats-general-principles).
 */
export function readMetablock(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  const isWrapped = at(value, 'signed') !== undefined;
  const signed = isWrapped ? at(value, 'signed') : value;
  const type = textAt(signed, '_type') ?? '';
  const form = Object.hasOwn(forms, type) ? forms[type] : undefined;
  if (form === undefined) return undefined;
  const { format, title, read } = form;
  const document: DocumentReading = { kind: 'attestation', format, title, ...read(signed, context) };
  return { documents: [isWrapped ? wrapped(document, 'in-toto-metablock') : document], problems: [] };
}
