import type { EnvelopeContext, PredicateReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { gravestRating, ratingOf, severityOf } from '#lib/formats/documents/severity';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { withVersion } from './scanner-words.ts';

/** The findings that a statement attests (https://github.com/in-toto/attestation/blob/main/spec/predicates/vuln.md), of both versions. */
export function readScan(predicate: unknown, context: EnvelopeContext): PredicateReading {
  if (!isJsonObject(at(predicate, 'scanner'))) return {};
  const tool = toolOf(predicate);
  const { title, summary, rows } = reportReading(context, {
    tool,
    format: 'in-toto-vulns',
    findings: () => findingsOf(predicate),
    facts: given({
      tools: [withVersion(tool, textAt(predicate, 'scanner', 'version'))],
      scannedAt: scanTime(predicate),
    }),
  });
  return given<PredicateReading>({ title, summary, rows });
}

function* findingsOf(predicate: unknown): Generator<FindingRow> {
  for (const found of itemsAt(predicate, 'scanner', 'result')) {
    const names = [
      at(found, 'id'),
      at(found, 'vulnerability', 'id'),
      at(found, 'vulnerability'),
      at(found, 'name'),
    ];
    yield given<FindingRow>({
      ...ratingOfMethods(at(found, 'severity') ?? at(found, 'vulnerability', 'severity')),
      id: names.find((name) => typeof name === 'string') ?? '',
      aliases: [],
      package: textAt(found, 'package', 'name') ?? textAt(found, 'component'),
      version: textAt(found, 'package', 'version'),
      purl: textAt(found, 'package', 'purl') ?? textAt(found, 'purl'),
      fixedIn: [],
      state: 'open',
    });
  }
}

/** Scores of many methods; the words among them are severities, and the others are scores of CVSS. */
function ratingOfMethods(severity: unknown) {
  if (typeof severity === 'string') return ratingOf(severity);
  const scores = listAt(severity).map((rating) => at(rating, 'score'));
  const word = scores.find((score) => severityOf(score) !== 'unknown');
  return word === undefined
    ? gravestRating(scores.map((score) => ratingOf(undefined, score)))
    : ratingOf(word, ...scores);
}

/** cosign keeps the scanner's own report, of whichever scanner (https://github.com/sigstore/cosign/blob/main/specs/COSIGN_VULN_ATTESTATION_SPEC.md). */
export function readNativeScan(predicate: unknown, context: EnvelopeContext): PredicateReading {
  const report = at(predicate, 'scanner', 'result');
  const opened =
    typeof report === 'string'
      ? context.openBytes(new TextEncoder().encode(report))
      : context.openValue(report);
  const [native] = opened.documents;
  if (native === undefined)
    return isJsonObject(predicate) ? { title: `Vulnerability report · ${toolOf(predicate)}` } : {};
  const { title, rows, problems, version } = native;
  return given<PredicateReading>({
    title,
    version,
    rows,
    problems,
    summary: dated(native.summary, predicate),
  });
}

/** A report that does not say when it was made is of the time that the statement gives. */
function dated(summary: PredicateReading['summary'], predicate: unknown): PredicateReading['summary'] {
  const scannedAt = scanTime(predicate);
  if (summary === undefined || scannedAt === undefined) return summary;
  return () => {
    const told = summary();
    return told.of === 'report' ? { scannedAt, ...told } : told;
  };
}

function scanTime(predicate: unknown): string | undefined {
  const metadata = at(predicate, 'metadata');
  return textAt(metadata, 'scanFinishedOn') ?? textAt(metadata, 'scanStartedOn');
}

function toolOf(predicate: unknown): string {
  const uri = cleanText(textAt(predicate, 'scanner', 'uri') ?? 'scanner', 60);
  const [name = uri] = uri.replace(/^pkg:[a-z]+\/|^https?:\/\//, '').split('@');
  return name.split('/').findLast((part) => part !== '') ?? name;
}
