import { factsOf } from '#lib/formats/attestations/facts';
import { digestOfSet } from '#lib/formats/attestations/material';
import type { PredicateReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { CheckRow, FileRow, MaterialRow } from '#lib/formats/documents/rows';
import type { DocumentSummary, ProvenanceSummary } from '#lib/formats/documents/summaries';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { GitSource } from './git-source.ts';
import { formatGitSource, parseGitSource } from './git-source.ts';

/**
 * What Witness gathers of one step: attestations of many types side by side
 * (https://witness.dev/docs/docs/concepts/attestor/). With one about code, a build service or a command it is provenance.
 */
export function readWitness(collection: unknown): PredicateReading {
  const step = textAt(collection, 'name');
  const source = sourceOf(collection);
  const isProvenance = ['git', 'github', 'gitlab', 'command-run'].some((name) =>
    isJsonObject(attestor(collection, name)),
  );
  const words = ['Witness', step, source === undefined ? undefined : formatGitSource(source)];
  return {
    ...(isProvenance ? { kind: 'provenance' as const } : {}),
    title: cleanText(words.filter((word) => word !== undefined).join(' · '), 120),
    summary: () => (isProvenance ? summaryOf(collection, source) : factsOfCollection(collection)),
    rows: {
      materials: () => materialsOf(collection),
      files: () => productsOf(collection),
      checks: () => checksOf(collection),
      fields: () => flattenJson(collection, isFileList),
    },
  };
}

/** What the attestor of a name wrote: `https://witness.dev/attestations/git/v0.1`. */
function attestor(collection: unknown, name: string): unknown {
  const found = listAt(collection, 'attestations').find((entry) =>
    new RegExp(`/${name}/v[\\d.]{1,9}$`).test(textAt(entry, 'type') ?? ''),
  );
  return at(found, 'attestation');
}

function sourceOf(collection: unknown): GitSource | undefined {
  const git = attestor(collection, 'git');
  const sha1 = textAt(git, 'commithash');
  const remote = textAt(git, 'remotes', 0);
  const url = remote ?? projectUrl(collection);
  const source = parseGitSource(url, sha1 === undefined ? undefined : { sha1 });
  const ref = textAt(git, 'branch') ?? textAt(git, 'refnameshort');
  return source === undefined ? undefined : { ...source, ...(ref === undefined ? {} : { ref }) };
}

function projectUrl(collection: unknown): string | undefined {
  return (
    textAt(attestor(collection, 'github'), 'projecturl') ??
    textAt(attestor(collection, 'gitlab'), 'projecturl')
  );
}

function summaryOf(collection: unknown, source: GitSource | undefined): DocumentSummary {
  const ci = attestor(collection, 'github') ?? attestor(collection, 'gitlab');
  const times = listAt(collection, 'attestations');
  const files = attestor(collection, 'material');
  const summary = given<ProvenanceSummary>({
    builder: textAt(ci, 'ciserverurl') ?? textAt(ci, 'cihost'),
    buildType: commandOf(collection),
    source,
    entryPoint: textAt(ci, 'ciconfigpath'),
    invocation: textAt(ci, 'joburl') ?? textAt(ci, 'pipelineurl'),
    startedOn: earliest(times.flatMap((entry) => textAt(entry, 'starttime') ?? [])),
    finishedOn: earliest(
      times
        .flatMap((entry) => textAt(entry, 'endtime') ?? [])
        .toSorted()
        .slice(-1),
    ),
    materials: isJsonObject(files) ? Object.keys(files).length : undefined,
    parameters: undefined,
    texts: undefined,
    reproducible: undefined,
    platform: textAt(attestor(collection, 'environment'), 'os'),
  });
  return { of: 'provenance', ...summary };
}

function earliest(times: readonly string[]): string | undefined {
  return times.toSorted()[0];
}

function commandOf(collection: unknown): string | undefined {
  const words = listAt(attestor(collection, 'command-run'), 'cmd').filter((word) => typeof word === 'string');
  return words.length === 0 ? undefined : words.join(' ');
}

function factsOfCollection(collection: unknown): DocumentSummary {
  return factsOf([
    ['Step', textAt(collection, 'name')],
    ['Attestations', listAt(collection, 'attestations').length],
  ]);
}

function* materialsOf(collection: unknown): Generator<MaterialRow> {
  const files = attestor(collection, 'material');
  if (!isJsonObject(files)) return;
  for (const path in files) {
    const digest = Object.hasOwn(files, path) ? digestOfSet(at(files, path)) : undefined;
    yield { uri: path, ...(digest === undefined ? {} : { digest }) };
  }
}

function* productsOf(collection: unknown): Generator<FileRow> {
  const files = attestor(collection, 'product');
  if (!isJsonObject(files)) return;
  for (const path in files) {
    const hash = digestOfSet(at(files, path, 'digest'));
    yield { path, ...(hash === undefined ? {} : { hashes: [hash] }) };
  }
}

function* checksOf(collection: unknown): Generator<CheckRow> {
  for (const entry of itemsAt(collection, 'attestations')) {
    const name = textAt(entry, 'type');
    if (name === undefined) continue;
    const code = at(entry, 'attestation', 'exitcode');
    yield { name, ...(typeof code === 'number' ? { result: `exit code ${code}` } : {}) };
  }
}

// Of a build they are tens of thousands, and they are rows of their own.
function isFileList(path: string): boolean {
  return /\.attestation\.(?:processes|openedfiles)$/.test(path);
}
