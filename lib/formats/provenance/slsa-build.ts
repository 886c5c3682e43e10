import { materialOf } from '#lib/formats/attestations/material';
import { at, itemsAt, textAt } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import type { GitSource } from './git-source.ts';
import { isRepositoryUri, parseGitSource } from './git-source.ts';

type Path = readonly (string | number)[];

/** Where a version of SLSA provenance keeps what; the first path that holds a text counts. */
export type SlsaShape = {
  readonly version: string;
  readonly builder: readonly Path[];
  readonly buildType: readonly Path[];
  readonly invocation: readonly Path[];
  readonly startedOn: readonly Path[];
  readonly finishedOn: readonly Path[];
  readonly entryPoint: readonly Path[];
  readonly materials: Path;
  readonly parameters: Path;
  /** Where the caller says which code to build. */
  readonly configSources: readonly Path[];
};

const external: Path = ['buildDefinition', 'externalParameters'];
const runMetadata: Path = ['runDetails', 'metadata'];

/** https://slsa.dev/spec/v1.0/provenance; Go's library writes `invocationID`. */
export const slsaV1: SlsaShape = {
  version: '1',
  builder: [['runDetails', 'builder', 'id']],
  buildType: [['buildDefinition', 'buildType']],
  invocation: [
    [...runMetadata, 'invocationId'],
    [...runMetadata, 'invocationID'],
  ],
  startedOn: [[...runMetadata, 'startedOn']],
  finishedOn: [[...runMetadata, 'finishedOn']],
  entryPoint: [
    [...external, 'workflow', 'path'],
    [...external, 'buildConfigSource', 'path'],
    [...external, 'configSource', 'path'],
    [...external, 'entryPoint'],
  ],
  materials: ['buildDefinition', 'resolvedDependencies'],
  parameters: external,
  configSources: [
    [...external, 'workflow'],
    [...external, 'buildConfigSource'],
    [...external, 'configSource'],
    [...external, 'source'],
  ],
};

/** https://slsa.dev/spec/v0.2/provenance */
export const slsaV02: SlsaShape = {
  version: '0.2',
  builder: [['builder', 'id']],
  buildType: [['buildType']],
  invocation: [
    ['metadata', 'buildInvocationId'],
    ['metadata', 'buildInvocationID'],
  ],
  startedOn: [['metadata', 'buildStartedOn']],
  finishedOn: [['metadata', 'buildFinishedOn']],
  entryPoint: [['invocation', 'configSource', 'entryPoint']],
  materials: ['materials'],
  parameters: ['invocation', 'parameters'],
  configSources: [['invocation', 'configSource']],
};

/** https://slsa.dev/spec/v0.1/provenance, and in-toto's own before it. */
export const slsaV01: SlsaShape = {
  ...slsaV02,
  version: '0.1',
  buildType: [['recipe', 'type']],
  entryPoint: [['recipe', 'entryPoint']],
  parameters: ['recipe', 'arguments'],
  configSources: [],
};

/** The shape of a predicate by what stands in it, whatever its type says. */
export function shapeOf(predicate: unknown, declared: SlsaShape): SlsaShape {
  if (at(predicate, 'buildDefinition') !== undefined || at(predicate, 'runDetails') !== undefined)
    return slsaV1;
  if (at(predicate, 'recipe') !== undefined) return slsaV01;
  if (at(predicate, 'invocation') !== undefined || at(predicate, 'buildType') !== undefined) return slsaV02;
  return declared;
}

/** The text at the first of the paths that holds one. */
export function textAtFirst(value: unknown, paths: readonly Path[]): string | undefined {
  for (const path of paths) {
    const text = textAt(value, ...path);
    if (text !== undefined) return text;
  }
  return undefined;
}

/**
 * Where the code came from, the most telling first: materials carry the commit, parameters only what was asked for, and a
 * material without a commit may be anything. Undefined when no code is named.
 */
export function sourceOf(predicate: unknown, shape: SlsaShape): GitSource | undefined {
  const asked = shape.configSources.flatMap((path) => askedSource(at(predicate, ...path)) ?? []);
  const materials = materialSources(predicate, shape);
  const vcs = vcsOf(predicate);
  const known = [...asked, ...materials, ...(vcs === undefined ? [] : [vcs])];
  const [first] = asked;
  const best = known.find(({ digest }) => digest !== undefined) ?? first ?? vcs ?? materials[0];
  if (best === undefined || best.ref !== undefined || best.uri !== first?.uri) return best;
  return first.ref === undefined ? best : { ...best, ref: first.ref };
}

/** GitHub and Cloud Build name `repository` and `ref`, others a `uri` with a digest, GitLab an address alone. */
function askedSource(value: unknown): GitSource | undefined {
  const uri = typeof value === 'string' ? value : (textAt(value, 'uri') ?? textAt(value, 'repository'));
  const source = parseGitSource(uri, at(value, 'digest'));
  if (source === undefined || uri === undefined) return undefined;
  const isCode =
    isRepositoryUri(uri) || source.digest !== undefined || textAt(value, 'repository') !== undefined;
  const ref = source.ref ?? textAt(value, 'ref');
  return isCode || typeof value === 'string'
    ? { ...source, ...(ref === undefined ? {} : { ref }) }
    : undefined;
}

function materialSources(predicate: unknown, { materials }: SlsaShape): readonly GitSource[] {
  const defined = at(predicate, 'recipe', 'definedInMaterial');
  const first = typeof defined === 'number' ? [at(predicate, ...materials, defined)] : [];
  const found: GitSource[] = [];
  let seen = 0;
  for (const item of chain(first, itemsAt(predicate, ...materials))) {
    if (++seen > formatLimits.sourcesMax) break;
    const uri = materialOf(item)?.uri;
    if (uri === undefined || !isRepositoryUri(uri)) continue;
    const source = parseGitSource(uri, at(item, 'digest'));
    if (source !== undefined) found.push(source);
  }
  return found;
}

function* chain(...lists: readonly Iterable<unknown>[]): Generator<unknown> {
  for (const list of lists) yield* list;
}

/** BuildKit knows the repository of a local folder (https://docs.docker.com/build/metadata/attestations/slsa-definitions/). */
function vcsOf(predicate: unknown): GitSource | undefined {
  const vcs = at(buildKitMetadata(predicate), 'vcs');
  const revision = textAt(vcs, 'revision') ?? textAtFirst(predicate, buildArguments('vcs:revision'));
  const source = textAt(vcs, 'source') ?? textAtFirst(predicate, buildArguments('vcs:source'));
  return parseGitSource(source, revision === undefined ? undefined : { sha1: revision });
}

function buildArguments(name: string): readonly Path[] {
  return [
    [...external, 'request', 'args', name],
    [...external, 'request', 'root', 'request', 'args', name],
    ['invocation', 'parameters', 'args', name],
  ];
}

/** What BuildKit tells beside the specification. */
export function buildKitMetadata(predicate: unknown): unknown {
  return (
    at(predicate, 'metadata', 'https://mobyproject.org/buildkit@v1#metadata') ??
    at(predicate, ...runMetadata, 'buildkit_metadata') ??
    at(predicate, ...runMetadata, 'https://mobyproject.org/buildkit@v1#metadata')
  );
}
