import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf } from '#lib/formats/documents/severity';
import { at, hasList, itemsAt, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { firstLine, withVersion } from './scanner-words.ts';

/** Grype's own JSON (https://github.com/anchore/grype). */
export function readGrype(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (!hasList(value, 'matches')) return undefined;
  const isGrype =
    textAt(value, 'descriptor', 'name') === 'grype' ||
    textAt(value, 'matches', 0, 'vulnerability', 'id') !== undefined;
  if (!isGrype) return undefined;
  const version = textAt(value, 'descriptor', 'version');
  return reportReading(
    context,
    given({
      tool: 'Grype',
      format: 'grype-json',
      version,
      findings: () => findingsOf(value),
      facts: given({
        tools: [withVersion('Grype', version)],
        scannedAt: textAt(value, 'descriptor', 'timestamp'),
        target: targetOf(value),
      }),
    }),
  );
}

function targetOf(value: unknown): string | undefined {
  const target = at(value, 'source', 'target');
  return typeof target === 'string' ? target : (textAt(target, 'userInput') ?? textAt(target, 'imageID'));
}

function* findingsOf(value: unknown): Generator<FindingRow> {
  for (const match of itemsAt(value, 'matches')) yield toFinding(match, 'open');
  for (const match of itemsAt(value, 'ignoredMatches')) yield toFinding(match, stateOfIgnored(match));
}

/** Why a match was left out: a VEX document says its status, a rule of the user only leaves out. */
function stateOfIgnored(match: unknown): string {
  const rules = listAt(match, 'appliedIgnoreRules');
  const status = rules.map((rule) => textAt(rule, 'vex-status')).find((word) => word !== undefined);
  return status === 'not_affected' || status === 'fixed' ? status : 'ignored';
}

function toFinding(match: unknown, state: string): FindingRow {
  const found = at(match, 'vulnerability');
  const artifact = at(match, 'artifact');
  const related = listAt(match, 'relatedVulnerabilities');
  const id = textAt(found, 'id') ?? '';
  const scores = [found, ...related].flatMap((one) =>
    listAt(one, 'cvss').flatMap((cvss) => [at(cvss, 'metrics', 'baseScore'), at(cvss, 'vector')]),
  );
  const { severity, score } = ratingOf(textAt(found, 'severity'), ...scores);
  const fixes = textsAt(found, 'fix', 'versions');
  const old = textAt(found, 'fixedInVersion');
  const place = at(artifact, 'locations', 0);
  return given<FindingRow>({
    id,
    aliases: [...new Set(related.flatMap((one) => textAt(one, 'id') ?? []))].filter((alias) => alias !== id),
    severity,
    score,
    package: textAt(artifact, 'name'),
    version: textAt(artifact, 'version'),
    purl: textAt(artifact, 'purl'),
    fixedIn: fixes.length > 0 || old === undefined ? fixes : [old],
    location: typeof place === 'string' ? place : textAt(place, 'path'),
    title: firstLine(textAt(found, 'description') ?? textAt(related[0], 'description')),
    url: textAt(found, 'dataSource') ?? textAt(found, 'urls', 0),
    state,
    description: textAt(found, 'description') ?? textAt(related[0], 'description'),
  });
}
