import type { PredicateReading } from '#lib/formats/documents/document';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { topFacts } from './facts.ts';

/** A predicate of any type as a table: its first values as facts, and all of them by their paths. */
export function readCustom(predicate: unknown): PredicateReading {
  if (typeof predicate !== 'object' || predicate === null) return {};
  return { summary: () => topFacts(predicate), rows: { fields: () => flattenJson(predicate) } };
}
