import type { PredicateReading } from '#lib/formats/documents/document';
import { count } from '#lib/formats/documents/phrase';
import type { CheckRow } from '#lib/formats/documents/rows';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, itemsAt, textAt } from '#lib/formats/json/json-path';
import { factsOf } from './facts.ts';
import { materialOf } from './material.ts';

/** SCAI: what somebody asserts of an artifact (https://github.com/in-toto/attestation/blob/main/spec/predicates/scai.md). */
export function readScai(predicate: unknown): PredicateReading {
  const attributes = itemsAt(predicate, 'attributes');
  return {
    title: `SCAI · ${count(attributes.length, 'attribute')}`,
    summary: () =>
      factsOf([
        ['Attributes', attributes.length],
        ['Producer', nameOf(at(predicate, 'producer'))],
      ]),
    rows: { checks: () => checksOf(predicate), fields: () => flattenJson(predicate) },
  };
}

function* checksOf(predicate: unknown): Generator<CheckRow> {
  for (const assertion of itemsAt(predicate, 'attributes')) {
    const name = textAt(assertion, 'attribute');
    if (name === undefined) continue;
    const target = nameOf(at(assertion, 'target'));
    const evidence = nameOf(at(assertion, 'evidence'));
    const details = [target, evidence === undefined ? undefined : `evidence: ${evidence}`].filter(
      (word) => word !== undefined,
    );
    yield details.length === 0 ? { name } : { name, detail: details.join(' · ') };
  }
}

function nameOf(item: unknown): string | undefined {
  const material = materialOf(item);
  return material?.name ?? material?.uri;
}
