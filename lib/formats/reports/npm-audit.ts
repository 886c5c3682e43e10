import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { reportReading } from '#lib/formats/documents/report-reading';
import type { FindingRow } from '#lib/formats/documents/rows';
import { ratingOf } from '#lib/formats/documents/severity';
import { at, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { splitVersions } from './scanner-words.ts';

/** What `npm audit --json` writes, from npm 7 on and before (https://docs.npmjs.com/cli/commands/npm-audit). */
export function readNpmAudit(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const isNew = typeof at(value, 'auditReportVersion') === 'number';
  const isOld =
    isJsonObject(at(value, 'advisories')) && isJsonObject(at(value, 'metadata', 'vulnerabilities'));
  if (!isNew && !isOld) return undefined;
  const total = at(value, 'metadata', 'dependencies', 'total') ?? at(value, 'metadata', 'totalDependencies');
  return reportReading(
    context,
    given({
      tool: 'npm audit',
      format: 'npm-audit-json',
      findings: () => (isNew ? findingsOfPackages(value) : findingsOfAdvisories(value)),
      facts: given({ tools: ['npm audit'], packages: typeof total === 'number' ? total : undefined }),
    }),
  );
}

function valuesAt(value: unknown, name: string): readonly unknown[] {
  const object = at(value, name);
  return isJsonObject(object) ? Object.values(object) : [];
}

const advisoryId = /GHSA(?:-[0-9a-z]{4}){3}/i;

/** A package that is only reached through another one repeats nothing: its advisories stand with that other one. */
function* findingsOfPackages(report: unknown): Generator<FindingRow> {
  for (const found of valuesAt(report, 'vulnerabilities')) {
    for (const advisory of listAt(found, 'via').filter(isJsonObject)) {
      const url = textAt(advisory, 'url');
      yield given<FindingRow>({
        ...ratingOf(textAt(advisory, 'severity'), at(advisory, 'cvss', 'score')),
        id: advisoryId.exec(url ?? '')?.[0] ?? String(at(advisory, 'source') ?? ''),
        aliases: [],
        package: textAt(found, 'name') ?? textAt(advisory, 'name'),
        fixedIn: at(found, 'fixAvailable') === false ? [] : fixesOf(textAt(advisory, 'range')),
        location: textsAt(found, 'nodes')[0],
        title: textAt(advisory, 'title'),
        url,
        state: 'open',
      });
    }
  }
}

/** The first version behind a range that is affected: `4.17.21` for `>=1.0.0 <4.17.21`. */
function fixesOf(range: string | undefined): readonly string[] {
  return [...(range ?? '').slice(0, 1000).matchAll(/<(?!=)\s{0,4}([\w.+-]{1,60})/g)].map(
    ([, version = '']) => version,
  );
}

function* findingsOfAdvisories(report: unknown): Generator<FindingRow> {
  for (const advisory of valuesAt(report, 'advisories')) {
    const cves = textsAt(advisory, 'cves');
    const own = textAt(advisory, 'github_advisory_id') ?? String(at(advisory, 'id') ?? '');
    for (const found of listAt(advisory, 'findings'))
      yield given<FindingRow>({
        ...ratingOf(textAt(advisory, 'severity'), at(advisory, 'cvss', 'score')),
        id: cves[0] ?? own,
        aliases: cves.length > 0 ? [...cves.slice(1), own] : [],
        package: textAt(advisory, 'module_name'),
        version: textAt(found, 'version'),
        fixedIn: splitVersions(textAt(advisory, 'patched_versions')),
        location: textsAt(found, 'paths')[0],
        title: textAt(advisory, 'title'),
        url: textAt(advisory, 'url'),
        state: 'open',
        description: textAt(advisory, 'overview'),
      });
  }
}
