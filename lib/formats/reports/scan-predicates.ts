import type { EnvelopeContext, PredicateReading } from '#lib/formats/documents/document';
import { count, severityText, verdict } from '#lib/formats/documents/phrase';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';

/** `Tests passed · 120 of 120` (https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md). */
export function readTestResult(predicate: unknown): PredicateReading {
  const result = textAt(predicate, 'result')?.toLowerCase();
  const passed = listAt(predicate, 'passedTests').length;
  const all = passed + listAt(predicate, 'warnedTests').length + listAt(predicate, 'failedTests').length;
  if (result === undefined || !['passed', 'warned', 'failed'].includes(result)) return {};
  const name = result === 'warned' ? 'Tests passed with warnings' : `Tests ${result}`;
  return { title: all === 0 ? name : `${name} · ${passed} of ${all}${result === 'passed' ? '' : ' passed'}` };
}

/** in-toto's findings have scores of many methods; the words among them are severities. */
export function readScan(predicate: unknown, context: EnvelopeContext): PredicateReading {
  if (!isJsonObject(at(predicate, 'scanner'))) return {};
  const results = listAt(predicate, 'scanner', 'result');
  const words = results.map((finding) => textAt(finding, 'severity', 0, 'score'));
  const areWords = words.some((word) => word !== undefined && /^[a-z]/i.test(word));
  const found = () =>
    (areWords ? severityText(words) : undefined) ??
    (results.length === 0 ? 'No vulnerabilities' : count(results.length, 'vulnerability', 'vulnerabilities'));
  return { title: verdict(context, found, toolOf(predicate)) };
}

/** cosign keeps the scanner's own report, usually Trivy's. */
export function readNativeScan(predicate: unknown, context: EnvelopeContext): PredicateReading {
  const [native] = context.openValue(at(predicate, 'scanner', 'result')).documents;
  if (native === undefined)
    return isJsonObject(predicate) ? { title: `Vulnerability report · ${toolOf(predicate)}` } : {};
  const { title, summary, rows, problems } = native;
  return {
    title,
    ...(summary === undefined ? {} : { summary }),
    ...(rows === undefined ? {} : { rows }),
    ...(problems === undefined ? {} : { problems }),
  };
}

function toolOf(predicate: unknown): string {
  const uri = cleanText(textAt(predicate, 'scanner', 'uri') ?? 'scanner', 60);
  const [name = uri] = uri.replace(/^pkg:[a-z]+\/|^https?:\/\//, '').split('@');
  return name.split('/').at(-1) ?? name;
}
