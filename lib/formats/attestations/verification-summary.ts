import type { PredicateReading } from '#lib/formats/documents/document';
import type { CheckRow } from '#lib/formats/documents/rows';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { factsOf } from './facts.ts';
import { materialsAt } from './material.ts';

/**
 * SLSA's verification summary (https://slsa.dev/spec/v1.0/verification_summary); versions before 1.0 write the names of
 * their fields in two ways.
 */
export function readVerificationSummary(predicate: unknown): PredicateReading {
  const result = field(predicate, 'verificationResult', 'verification_result');
  return {
    ...titleOf(result, predicate),
    summary: () =>
      factsOf([
        ['Result', result],
        ['Levels', levelsOf(predicate)],
        ['Resource', field(predicate, 'resourceUri', 'resource_uri')],
        ['Verifier', textAt(predicate, 'verifier', 'id')],
        ['Verified', field(predicate, 'timeVerified', 'time_verified')],
        ['Policy', textAt(predicate, 'policy', 'uri')],
        ['SLSA version', field(predicate, 'slsaVersion', 'slsa_version')],
      ]),
    rows: {
      checks: () => checksOf(predicate),
      materials: () => inputsOf(predicate),
      fields: () => flattenJson(predicate),
    },
  };
}

function titleOf(result: string | undefined, predicate: unknown): { readonly title?: string } {
  if (result === undefined) return {};
  const word = result.toLowerCase();
  const isVerdict = word === 'passed' || word === 'failed';
  const fact = levelsOf(predicate)[0] ?? textAt(predicate, 'verifier', 'id');
  const name = isVerdict ? `Verification ${word}` : 'Verification summary';
  return { title: fact === undefined ? name : `${name} · ${cleanText(fact, 60)}` };
}

function levelsOf(predicate: unknown): readonly string[] {
  const levels = [...listAt(predicate, 'verifiedLevels'), field(predicate, 'policyLevel', 'policy_level')];
  return levels.filter((level) => typeof level === 'string');
}

function* checksOf(predicate: unknown): Generator<CheckRow> {
  const result = field(predicate, 'verificationResult', 'verification_result');
  for (const name of levelsOf(predicate)) yield { name, ...(result === undefined ? {} : { result }) };
  const levels = at(predicate, 'dependencyLevels') ?? at(predicate, 'dependency_levels');
  if (!isJsonObject(levels)) return;
  for (const [name, count] of Object.entries(levels))
    if (typeof count === 'number') yield { name: `${name} in dependencies`, detail: String(count) };
}

function* inputsOf(predicate: unknown) {
  yield* materialsAt(predicate, 'inputAttestations');
  yield* materialsAt(predicate, 'input_attestations');
}

function field(predicate: unknown, name: string, older: string): string | undefined {
  return textAt(predicate, name) ?? textAt(predicate, older);
}
