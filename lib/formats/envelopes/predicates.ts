import { readApprovalPredicate } from '#lib/formats/attestations/approval';
import { readCustom } from '#lib/formats/attestations/custom';
import { readLink } from '#lib/formats/attestations/link';
import { readScai } from '#lib/formats/attestations/scai';
import {
  readNpmPublish,
  readReferences,
  readRelease,
  readRuntimeTrace,
  readSimpleVerification,
} from '#lib/formats/attestations/small-predicates';
import { readVerificationSummary } from '#lib/formats/attestations/verification-summary';
import type { DocumentReading, EnvelopeContext, PredicateReader } from '#lib/formats/documents/document';
import { readSlsaV1, readSlsaV01, readSlsaV02, readTekton } from '#lib/formats/provenance/slsa-provenance';
import { readWitness } from '#lib/formats/provenance/witness';
import { readNativeScan, readScan } from '#lib/formats/reports/scan-predicates';
import { readTestResult } from '#lib/formats/test-results/test-predicate';
import { cleanText } from '#lib/text/untrusted-text';
import { findPredicateType } from './predicate-type.ts';

/** How the predicate of each format is read; a new one is a file and a row here. */
const readers: Readonly<Record<string, PredicateReader>> = {
  'slsa-provenance-v1': readSlsaV1,
  'slsa-provenance-v0.2': readSlsaV02,
  'slsa-provenance-v0.1': readSlsaV01,
  'tekton-provenance': readTekton,
  'witness-collection': readWitness,
  'slsa-vsa': readVerificationSummary,
  'in-toto-test-result': readTestResult,
  'in-toto-vulns': readScan,
  'cosign-vuln': readNativeScan,
  'in-toto-link': readLink,
  'in-toto-release': readRelease,
  'in-toto-scai': readScai,
  'in-toto-trace': readRuntimeTrace,
  'in-toto-reference': readReferences,
  'in-toto-svr': readSimpleVerification,
  'npm-publish': readNpmPublish,
  'orrery-approval': readApprovalPredicate,
};

/** What a predicate says, by the type that its statement gives it; of a type that nobody described, a table. */
export function readPredicate(type: string, predicate: unknown, context: EnvelopeContext): DocumentReading {
  const row = findPredicateType(type);
  const custom = readCustom(predicate);
  if (row === undefined)
    return { ...custom, kind: 'attestation', format: 'in-toto', title: titleOfType(type) };
  const isSaid = predicate !== undefined && predicate !== null;
  const reading = isSaid ? (readers[row.format]?.(predicate, context) ?? {}) : {};
  return {
    ...row,
    title: `${row.title.charAt(0).toUpperCase()}${row.title.slice(1)}`,
    ...custom,
    ...reading,
  };
}

function titleOfType(type: string): string {
  const name = cleanText(type.replace(/^https?:\/\//, ''), 60);
  return name === '' ? 'Attestation' : `Attestation · ${name}`;
}
