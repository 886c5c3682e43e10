import { materialsAt } from '#lib/formats/attestations/material';
import type { PredicateReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { ProvenanceSummary } from '#lib/formats/documents/summaries';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, itemsAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { buildTexts } from './build-texts.ts';
import { formatGitSource } from './git-source.ts';
import { runUrlOf } from './run-url.ts';
import type { SlsaShape } from './slsa-build.ts';
import { shapeOf, slsaV1, slsaV01, slsaV02, sourceOf, textAtFirst } from './slsa-build.ts';

/** SLSA provenance 0.1, of recipes and materials. */
export function readSlsaV01(predicate: unknown): PredicateReading {
  return readProvenance(predicate, slsaV01);
}

/** SLSA provenance 0.2, of invocations and materials. */
export function readSlsaV02(predicate: unknown): PredicateReading {
  return readProvenance(predicate, slsaV02);
}

/** SLSA provenance 1.0 and later, of build definitions and run details. */
export function readSlsaV1(predicate: unknown): PredicateReading {
  return readProvenance(predicate, slsaV1);
}

/** What Tekton wrote before it took the types of SLSA. */
export function readTekton(predicate: unknown): PredicateReading {
  return readProvenance(predicate, slsaV02, 'Tekton provenance');
}

/** Provenance of any version, by its shape and else as declared; `name` is what its title begins with. */
export function readProvenance(predicate: unknown, declared: SlsaShape, name?: string): PredicateReading {
  const shape = shapeOf(predicate, declared);
  return {
    title: titleOf(predicate, shape, name ?? `SLSA v${shape.version}`),
    version: shape.version,
    summary: () => summaryOf(predicate, shape),
    rows: {
      materials: () => materialsAt(predicate, ...shape.materials),
      fields: () => flattenJson(predicate, leftOut(shape)),
    },
  };
}

/** What was built, `github.com/acme/web@4e1f0c7`, else by whom. */
function titleOf(predicate: unknown, shape: SlsaShape, name: string): string {
  const source = sourceOf(predicate, shape);
  if (source !== undefined) return `${name} · ${formatGitSource(source)}`;
  const builder = cleanText((textAtFirst(predicate, shape.builder) ?? '').replace(/^https?:\/\//, ''), 60);
  return builder === '' ? name : `${name} · built by ${builder}`;
}

function summaryOf(predicate: unknown, shape: SlsaShape): { readonly of: 'provenance' } & ProvenanceSummary {
  const invocation = textAtFirst(predicate, shape.invocation);
  const texts = buildTexts(predicate);
  const reproducible = at(predicate, 'metadata', 'reproducible');
  const summary = given<ProvenanceSummary>({
    builder: textAtFirst(predicate, shape.builder),
    buildType: textAtFirst(predicate, shape.buildType),
    source: sourceOf(predicate, shape),
    entryPoint: textAtFirst(predicate, shape.entryPoint) ?? fileOf(predicate),
    invocation: runUrlOf(predicate, invocation) ?? invocation,
    startedOn: textAtFirst(predicate, shape.startedOn),
    finishedOn: textAtFirst(predicate, shape.finishedOn),
    materials:
      at(predicate, ...shape.materials) === undefined
        ? undefined
        : itemsAt(predicate, ...shape.materials).length,
    parameters: countParameters(predicate, shape),
    texts: texts.length === 0 ? undefined : texts,
    reproducible: typeof reproducible === 'boolean' ? reproducible : undefined,
    platform: platformOf(predicate),
  });
  return { of: 'provenance', ...summary };
}

/** BuildKit says in the arguments of its frontend which Dockerfile it read. */
function fileOf(predicate: unknown): string | undefined {
  return textAtFirst(predicate, [
    ['buildDefinition', 'externalParameters', 'request', 'args', 'filename'],
    ['invocation', 'parameters', 'args', 'filename'],
  ]);
}

function platformOf(predicate: unknown): string | undefined {
  return (
    textAt(predicate, 'invocation', 'environment', 'platform') ??
    textAt(predicate, 'buildDefinition', 'internalParameters', 'builderPlatform')
  );
}

/** Single values that the caller chose, without those that say which code to build. */
function countParameters(predicate: unknown, shape: SlsaShape): number | undefined {
  const parameters = at(predicate, ...shape.parameters);
  if (!isJsonObject(parameters)) return undefined;
  const depth = shape.parameters.length;
  const sources = shape.configSources
    .filter((path) => path.slice(0, depth).join() === shape.parameters.join())
    .map((path) => path.slice(depth).join('.'));
  let count = 0;
  for (const { value } of flattenJson(parameters, (path) => sources.includes(path)))
    if (value !== '{}' && value !== '[]') count++;
  return count;
}

/** Materials are rows of their own, and texts are shown as texts. */
function leftOut({ materials }: SlsaShape): (path: string) => boolean {
  const list = materials.join('.');
  return (path) =>
    path === list || /(?:^|\.)(?:buildConfig|llbDefinition|digestMapping)$|\.infos$/.test(path);
}
