import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { parseObject } from '#lib/formats/json/partial-json';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames } from '#lib/oci/binding';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { DocumentContext, DocumentReading } from './document.ts';
import { count, severityText, verdict } from './phrase.ts';
import { readPlain } from './plain-documents.ts';
import { findPredicateType } from './predicate-type.ts';
import { readTrivy } from './trivy.ts';

/** An in-toto statement that nobody signed, as BuildKit stores them. */
export function readStatement(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const opened = openStatement(value, context);
  if (opened === undefined) return undefined;
  return {
    ...opened,
    envelope: 'in-toto',
    binding: context.isWhole ? bindingOfStatement(value) : bindingOfHead,
  };
}

/** What a statement says, whether somebody signed it or not; undefined when the value is no statement. */
export function openStatement(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (!isStatement(value)) return undefined;
  return readPredicate(textAt(value, 'predicateType') ?? '', at(value, 'predicate'), context);
}

/** Whether a JSON value calls itself an in-toto statement. */
export function isStatement(value: unknown): boolean {
  return textAt(value, '_type')?.startsWith('https://in-toto.io/Statement/') === true;
}

/**
 * The digests of the subjects of an in-toto statement
 * (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md).
 */
export function bindingOfStatement(statement: unknown): Binding {
  const names = listAt(statement, 'subject').flatMap((subject) => {
    const digests = at(subject, 'digest');
    return isJsonObject(digests)
      ? Object.entries(digests).map(([algorithm, value]) => `${algorithm}:${value}`)
      : [];
  });
  return bindingOfNames(names);
}

/** The essential fact of a predicate, for its title; undefined when it does not tell it. */
type Summary = (predicate: unknown, context: DocumentContext) => string | undefined;

const summaries: Readonly<Record<string, Summary>> = {
  'slsa-provenance-v1': (predicate) => withFact('SLSA v1', describeBuild(predicate)),
  'slsa-provenance-v0.2': (predicate) => withFact('SLSA v0.2', describeBuild(predicate)),
  'slsa-provenance-v0.1': (predicate) => withFact('SLSA v0.1', describeBuild(predicate)),
  'slsa-vsa': describeVerification,
  'in-toto-test-result': describeTests,
  'in-toto-vulns': describeScan,
  'cosign-vuln': describeNativeScan,
  'in-toto-link': (predicate) => withFact('in-toto link', text(predicate, 'name')),
  'in-toto-release': (predicate) => withFact('Release', text(predicate, 'purl')),
  'in-toto-scai': (predicate) => withFact('SCAI', count(listAt(predicate, 'attributes').length, 'attribute')),
};

/**
 * What a statement says, by the type of its predicate, and by the predicate itself where that is a document of its own
 * (an SBOM, VEX), whatever the type says of it.
 */
export function readPredicate(type: string, predicate: unknown, context: DocumentContext): DocumentReading {
  const row = findPredicateType(type);
  const plain = readPlain(innerDocument(predicate), context);
  if (plain !== undefined) return plain;
  if (row === undefined) return { kind: 'attestation', format: 'in-toto', title: titleOfType(type) };
  const summary = summaries[row.format];
  const told = predicate === undefined ? undefined : summary?.(predicate, context);
  return { ...row, title: told ?? `${row.title.charAt(0).toUpperCase()}${row.title.slice(1)}` };
}

// cosign keeps what it cannot read as a text or a value under `Data`.
function innerDocument(predicate: unknown): unknown {
  const data = at(predicate, 'Data');
  if (data === undefined) return predicate;
  if (typeof data !== 'string') return data;
  return data.startsWith('{') ? parseObject(new TextEncoder().encode(data), true) : undefined;
}

function titleOfType(type: string): string {
  const name = cleanText(type.replace(/^https?:\/\//, ''), 60);
  return name === '' ? 'Attestation' : `Attestation · ${name}`;
}

/** What was built, `github.com/acme/web@4e1f0c7`, else by whom; of every version of SLSA provenance. */
function describeBuild(predicate: unknown): string | undefined {
  const source = sources(predicate).find(({ uri }) => isRepository(uri));
  if (source !== undefined) return cleanText(formatSource(source));
  const builder =
    textAt(predicate, 'runDetails', 'builder', 'id') ?? textAt(predicate, 'builder', 'id') ?? '';
  const name = cleanText(builder.replace(/^https?:\/\//, ''), 60);
  return name === '' ? undefined : `built by ${name}`;
}

type Source = { readonly uri: string; readonly commit?: string };

/** Where the code came from, most telling first: materials carry the commit, parameters only what was asked for. */
function sources(predicate: unknown): readonly Source[] {
  const materials = [
    ...listAt(predicate, 'buildDefinition', 'resolvedDependencies'),
    at(predicate, 'invocation', 'configSource'),
    ...listAt(predicate, 'materials'),
  ].flatMap(toSource);
  const workflow = at(predicate, 'buildDefinition', 'externalParameters', 'workflow');
  const repository = textAt(workflow, 'repository');
  const ref = textAt(workflow, 'ref');
  const asked =
    repository === undefined ? [] : [{ uri: ref === undefined ? repository : `${repository}@${ref}` }];
  return [...materials.filter(({ commit }) => commit !== undefined), ...asked, ...materials];
}

function toSource(material: unknown): readonly Source[] {
  const uri = textAt(material, 'uri');
  if (uri === undefined) return [];
  const commit =
    textAt(material, 'digest', 'gitCommit') ??
    textAt(material, 'digest', 'sha1') ??
    textAt(material, 'digest', 'sha256');
  const isCommit = isRepository(uri) && commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit);
  return [isCommit ? { uri, commit } : { uri }];
}

function isRepository(uri: string): boolean {
  return /^git\+|^git:|^ssh:\/\/git@|\.git(?:[@#]|$)|^https:\/\/(?:github|gitlab)\.com\//.test(uri);
}

function formatSource({ uri, commit }: Source): string {
  const bare = uri.replace(/^git\+/, '').replace(/^[a-z]+:\/\/(?:git@)?/, '');
  const [, path = bare, ref] = /^([^@#]+)[@#]?(.*)$/.exec(bare) ?? [];
  const version = commit?.slice(0, 7) ?? ref?.replace(/^refs\/(?:tags|heads)\//, '');
  const name = path.replace(/\.git$/, '');
  return version === undefined || version === '' ? name : `${name}@${version}`;
}

function describeVerification(predicate: unknown): string | undefined {
  const result = text(predicate, 'verificationResult')?.toLowerCase();
  if (result === undefined) return undefined;
  const name = result === 'passed' || result === 'failed' ? `Verification ${result}` : 'Verification summary';
  return withFact(name, text(predicate, 'verifiedLevels', 0) ?? text(predicate, 'verifier', 'id'));
}

/** `Tests passed · 120 of 120`. */
function describeTests(predicate: unknown): string | undefined {
  const result = text(predicate, 'result')?.toLowerCase();
  const passed = listAt(predicate, 'passedTests').length;
  const all = passed + listAt(predicate, 'warnedTests').length + listAt(predicate, 'failedTests').length;
  if (result === undefined || !['passed', 'warned', 'failed'].includes(result)) return undefined;
  const name = result === 'warned' ? 'Tests passed with warnings' : `Tests ${result}`;
  return all === 0 ? name : `${name} · ${passed} of ${all}${result === 'passed' ? '' : ' passed'}`;
}

/** in-toto's findings have scores of many methods; the words among them are severities. */
function describeScan(predicate: unknown, context: DocumentContext): string | undefined {
  if (!isJsonObject(at(predicate, 'scanner'))) return undefined;
  const results = listAt(predicate, 'scanner', 'result');
  const words = results.map((finding) => textAt(finding, 'severity', 0, 'score'));
  const areWords = words.some((word) => word !== undefined && /^[a-z]/i.test(word));
  const found = () =>
    (areWords ? severityText(words) : undefined) ??
    (results.length === 0 ? 'No vulnerabilities' : count(results.length, 'vulnerability', 'vulnerabilities'));
  return verdict(context, found, toolOf(predicate));
}

/** cosign keeps the scanner's own report, usually Trivy's. */
function describeNativeScan(predicate: unknown, context: DocumentContext): string | undefined {
  const native = readTrivy(at(predicate, 'scanner', 'result'), context);
  if (native !== undefined) return native.title;
  return withFact('Vulnerability report', toolOf(predicate));
}

function toolOf(predicate: unknown): string {
  const uri = text(predicate, 'scanner', 'uri') ?? 'scanner';
  const [name = uri] = uri.replace(/^pkg:[a-z]+\/|^https?:\/\//, '').split('@');
  return name.split('/').at(-1) ?? name;
}

function withFact(name: string, fact: string | undefined): string {
  return fact === undefined ? name : `${name} · ${fact}`;
}

function text(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = textAt(value, ...path);
  return found === undefined ? undefined : cleanText(found, 60);
}
