import type { FactsSummary } from '#lib/formats/documents/summaries';
import { at } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import { isJsonObject } from '#lib/oci/parse-json';

type Fact = FactsSummary['facts'][number];

/** A summary of facts. */
export type Facts = { readonly of: 'facts' } & FactsSummary;

/** The facts that are told, in their order: those whose value is undefined or empty are not. */
export function factsOf(facts: readonly (readonly [name: string, value: unknown])[]): Facts {
  return {
    of: 'facts',
    facts: facts.flatMap(([name, value]): readonly Fact[] => {
      const text = textOfFact(value);
      return text === undefined ? [] : [{ name, value: text }];
    }),
  };
}

/** The single values that stand at the top of a value or one level below, as facts by their names. */
export function topFacts(value: unknown): Facts {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  const facts = entries.flatMap(([name, inner]): readonly (readonly [string, unknown])[] =>
    isJsonObject(inner)
      ? Object.keys(inner).map((key) => [`${name}.${key}`, at(inner, key)] as const)
      : [[name, inner] as const],
  );
  const told = factsOf(facts).facts;
  return { of: 'facts', facts: told.slice(0, formatLimits.factsMax) };
}

function textOfFact(value: unknown): string | undefined {
  if (typeof value === 'string')
    return value === '' ? undefined : value.slice(0, formatLimits.fieldMaxCharacters);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const words = value.slice(0, formatLimits.factsMax).filter(isSingle).map(String);
  if (words.length === 0) return undefined;
  const more = value.length - words.length;
  return `${words.join(', ')}${more > 0 ? ` and ${more} more` : ''}`.slice(
    0,
    formatLimits.fieldMaxCharacters,
  );
}

function isSingle(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
