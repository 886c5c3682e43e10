import type {
  DocumentReading,
  EnvelopeContext,
  PredicateReader,
  PredicateReading,
} from '#lib/formats/documents/document';
import { count } from '#lib/formats/documents/phrase';
import { listAt, textAt } from '#lib/formats/json/json-path';
import { describeBuild } from '#lib/formats/provenance/build-source';
import { readNativeScan, readScan, readTestResult } from '#lib/formats/reports/scan-predicates';
import { cleanText } from '#lib/text/untrusted-text';
import { findPredicateType } from './predicate-type.ts';

/** How the predicate of each format is read; a new one is a file and a row here. */
const readers: Readonly<Record<string, PredicateReader>> = {
  'slsa-provenance-v1': (predicate) => named('SLSA v1', describeBuild(predicate)),
  'slsa-provenance-v0.2': (predicate) => named('SLSA v0.2', describeBuild(predicate)),
  'slsa-provenance-v0.1': (predicate) => named('SLSA v0.1', describeBuild(predicate)),
  'slsa-vsa': readVerification,
  'in-toto-test-result': readTestResult,
  'in-toto-vulns': readScan,
  'cosign-vuln': readNativeScan,
  'in-toto-link': (predicate) => named('in-toto link', text(predicate, 'name')),
  'in-toto-release': (predicate) => named('Release', text(predicate, 'purl')),
  'in-toto-scai': (predicate) => named('SCAI', count(listAt(predicate, 'attributes').length, 'attribute')),
};

/** What a predicate says, by the type that its statement gives it. */
export function readPredicate(type: string, predicate: unknown, context: EnvelopeContext): DocumentReading {
  const row = findPredicateType(type);
  if (row === undefined) return { kind: 'attestation', format: 'in-toto', title: titleOfType(type) };
  const reading = predicate === undefined ? {} : (readers[row.format]?.(predicate, context) ?? {});
  return { ...row, title: `${row.title.charAt(0).toUpperCase()}${row.title.slice(1)}`, ...reading };
}

function titleOfType(type: string): string {
  const name = cleanText(type.replace(/^https?:\/\//, ''), 60);
  return name === '' ? 'Attestation' : `Attestation · ${name}`;
}

function readVerification(predicate: unknown): PredicateReading {
  const result = text(predicate, 'verificationResult')?.toLowerCase();
  if (result === undefined) return {};
  const name = result === 'passed' || result === 'failed' ? `Verification ${result}` : 'Verification summary';
  return named(name, text(predicate, 'verifiedLevels', 0) ?? text(predicate, 'verifier', 'id'));
}

function named(name: string, fact: string | undefined): PredicateReading {
  return { title: fact === undefined ? name : `${name} · ${fact}` };
}

function text(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = textAt(value, ...path);
  return found === undefined ? undefined : cleanText(found, 60);
}
