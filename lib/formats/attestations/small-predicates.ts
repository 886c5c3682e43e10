import type { PredicateReading } from '#lib/formats/documents/document';
import { count } from '#lib/formats/documents/phrase';
import type { CheckRow } from '#lib/formats/documents/rows';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, itemsAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { readCustom } from './custom.ts';
import { factsOf } from './facts.ts';
import { materialsAt } from './material.ts';

/** A release of a package (https://github.com/in-toto/attestation/blob/main/spec/predicates/release.md), and GitHub's. */
export function readRelease(predicate: unknown): PredicateReading {
  const repository = textAt(predicate, 'repository');
  const tag = textAt(predicate, 'tag');
  const named = repository === undefined || tag === undefined ? repository : `${repository}@${tag}`;
  return { ...readCustom(predicate), ...titled('Release', textAt(predicate, 'purl') ?? named) };
}

/** What npm says that it published (https://github.com/npm/attestation/tree/main/specs/publish/v0.1). */
export function readNpmPublish(predicate: unknown): PredicateReading {
  const words = [textAt(predicate, 'name'), textAt(predicate, 'version')].filter(
    (word) => word !== undefined,
  );
  return { ...readCustom(predicate), ...titled('npm publish', words.join(' ')) };
}

/** Properties that somebody verified (https://github.com/in-toto/attestation/blob/main/spec/predicates/svr.md). */
export function readSimpleVerification(predicate: unknown): PredicateReading {
  const properties = itemsAt(predicate, 'properties');
  return {
    title: `Verification · ${count(properties.length, 'property', 'properties')}`,
    summary: () =>
      factsOf([
        ['Verifier', textAt(predicate, 'verifier', 'id')],
        ['Verified', textAt(predicate, 'timeCreated')],
        ['Properties', properties.length],
      ]),
    rows: { checks: () => propertiesOf(predicate), fields: () => flattenJson(predicate) },
  };
}

function* propertiesOf(predicate: unknown): Generator<CheckRow> {
  for (const property of itemsAt(predicate, 'properties')) {
    const name = typeof property === 'string' ? property : textAt(property, 'name');
    if (name !== undefined) yield { name };
  }
}

/** Where other evidence lies (https://github.com/in-toto/attestation/blob/main/spec/predicates/reference.md). */
export function readReferences(predicate: unknown): PredicateReading {
  const references = itemsAt(predicate, 'references').length;
  return {
    title: `References · ${count(references, 'document')}`,
    summary: () =>
      factsOf([
        ['Attester', textAt(predicate, 'attester', 'id')],
        ['References', references],
      ]),
    rows: { materials: () => materialsAt(predicate, 'references'), fields: () => flattenJson(predicate) },
  };
}

/** What a process did (https://github.com/in-toto/attestation/blob/main/spec/predicates/runtime-trace.md). */
export function readRuntimeTrace(predicate: unknown): PredicateReading {
  const log = at(predicate, 'monitorLog');
  const kinds = isJsonObject(log) ? Object.keys(log) : [];
  return {
    ...titled('Runtime trace', textAt(predicate, 'monitor', 'type')),
    summary: () =>
      factsOf([
        ['Monitor', textAt(predicate, 'monitor', 'type')],
        ['Process', textAt(predicate, 'monitoredProcess', 'type')],
        ['Host', textAt(predicate, 'monitoredProcess', 'hostID')],
        ['Began', textAt(predicate, 'metadata', 'buildStartedOn')],
        ['Ended', textAt(predicate, 'metadata', 'buildFinishedOn')],
        ...kinds.map((kind) => [`Events of ${kind}`, itemsAt(log, kind).length] as const),
      ]),
    rows: { fields: () => flattenJson(predicate) },
  };
}

function titled(name: string, fact: string | undefined): { readonly title?: string } {
  return fact === undefined || fact === '' ? {} : { title: `${name} · ${cleanText(fact, 60)}` };
}
