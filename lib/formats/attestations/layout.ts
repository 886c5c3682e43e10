import type { PredicateReading } from '#lib/formats/documents/document';
import { count } from '#lib/formats/documents/phrase';
import type { CheckRow } from '#lib/formats/documents/rows';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { factsOf } from './facts.ts';

/**
 * Which steps a product has to go through, and who may do each: an in-toto layout
 * (https://github.com/in-toto/docs/blob/v0.9/in-toto-spec.md#43-file-formats-layout).
 */
export function readLayout(layout: unknown): PredicateReading {
  const steps = itemsAt(layout, 'steps').length;
  const keys = at(layout, 'keys');
  return {
    title: `in-toto layout · ${count(steps, 'step')}`,
    summary: () =>
      factsOf([
        ['Steps', steps],
        ['Inspections', itemsAt(layout, 'inspect').length],
        ['Keys', isJsonObject(keys) ? Object.keys(keys).length : undefined],
        ['Expires', textAt(layout, 'expires')],
        ['Readme', textAt(layout, 'readme')],
      ]),
    rows: {
      checks: () => checksOf(layout),
      fields: () => flattenJson(layout, (path) => path === 'steps' || path === 'inspect'),
    },
  };
}

function* checksOf(layout: unknown): Generator<CheckRow> {
  for (const step of itemsAt(layout, 'steps')) {
    const threshold = at(step, 'threshold');
    const keys = listAt(step, 'pubkeys').length;
    const by = typeof threshold === 'number' ? `signed by ${threshold} of ${count(keys, 'key')}` : undefined;
    yield checkOf(step, wordsOf(step, 'expected_command'), by);
  }
  for (const inspection of itemsAt(layout, 'inspect')) yield checkOf(inspection, wordsOf(inspection, 'run'));
}

function checkOf(step: unknown, ...details: readonly (string | undefined)[]): CheckRow {
  const told = details.filter((detail) => detail !== undefined);
  return { name: textAt(step, 'name') ?? '?', ...(told.length === 0 ? {} : { detail: told.join(' · ') }) };
}

function wordsOf(step: unknown, name: string): string | undefined {
  const words = listAt(step, name).filter((word) => typeof word === 'string');
  return words.length === 0 ? textAt(step, name) : words.join(' ');
}
