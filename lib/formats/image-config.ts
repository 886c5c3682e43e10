import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { parseCreated } from '#lib/oci/created';
import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import { parseAnnotations } from '#lib/oci/descriptor';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Platform } from '#lib/oci/platform';
import { parsePlatform } from '#lib/oci/platform';

/** One step of the build; an empty one changed the config only and made no layer. */
export type HistoryStep = {
  readonly createdBy?: string;
  /** RFC 3339. */
  readonly created?: string;
  readonly comment?: string;
  readonly isEmpty: boolean;
};

/** What an image says of how it is run and was built. */
export type ImageConfig = {
  readonly platform?: Platform;
  /** RFC 3339. */
  readonly created?: string;
  readonly author?: string;
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly stopSignal?: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** `8080/tcp`, as they were written. */
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Annotations;
  readonly history: readonly HistoryStep[];
};

/** A layer with the step that made it, or a step that made none. */
export type BuildStep = { readonly step?: HistoryStep; readonly layer?: Descriptor };

/**
 * The config of an image from its bytes (https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#properties, and Docker's own, which adds the health
 * check). What is missing or of another type is left out; throws `json-invalid` or `json-too-deep` for what is no JSON.
 */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  const value = parseJson(bytes);
  const platform = parsePlatform(value);
  return {
    ...(platform === undefined ? {} : { platform }),
    ...createdIn(value),
    ...texts(value, { author: ['author'] }),
    ...texts(value, {
      user: ['config', 'User'],
      workingDirectory: ['config', 'WorkingDir'],
      stopSignal: ['config', 'StopSignal'],
    }),
    entrypoint: wordsAt(value, 'config', 'Entrypoint'),
    command: wordsAt(value, 'config', 'Cmd'),
    healthcheck: wordsAt(value, 'config', 'Healthcheck', 'Test'),
    environment: wordsAt(value, 'config', 'Env').map(splitVariable),
    ports: namesAt(value, 'config', 'ExposedPorts'),
    volumes: namesAt(value, 'config', 'Volumes'),
    labels: parseAnnotations(at(value, 'config', 'Labels')) ?? {},
    history: listAt(value, 'history').map(parseStep),
  };
}

/**
 * The history of an image joined to its layers: every step that is not empty made the next layer (`history` of
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#properties). Undefined where the numbers do not agree: then nobody can say which step made which layer.
 */
export function joinHistory(
  history: readonly HistoryStep[],
  layers: readonly Descriptor[],
): readonly BuildStep[] | undefined {
  if (history.filter(({ isEmpty }) => !isEmpty).length !== layers.length) return undefined;
  let next = 0;
  return history.map((step) => {
    const layer = step.isEmpty ? undefined : layers[next++];
    return layer === undefined ? { step } : { step, layer };
  });
}

/**
 * The command of a step as its author wrote it: builders put a shell before it and comments behind.
 * `/bin/sh -c #(nop)  CMD ["sh"]` → `CMD ["sh"]`, `RUN /bin/sh -c apk add curl # buildkit` → `RUN apk add curl`.
 */
export function commandOfStep(createdBy: string): string {
  const text = createdBy.replace(/ # buildkit$/, '').trim();
  const instruction = /^\/bin\/sh -c #\(nop\)\s*/.exec(text);
  if (instruction !== null) return text.slice(instruction[0].length);
  const run = /^(?:RUN )?(?:\|\d+ .*?)?\/bin\/sh -c /s.exec(text);
  return run === null ? text : `RUN ${text.slice(run[0].length)}`;
}

function createdIn(value: unknown): { created?: string } {
  const created = parseCreated(at(value, 'created'));
  return created === undefined ? {} : { created };
}

function parseStep(step: unknown): HistoryStep {
  return {
    ...texts(step, { createdBy: ['created_by'], comment: ['comment'] }),
    ...createdIn(step),
    isEmpty: at(step, 'empty_layer') === true,
  };
}

function texts<Name extends string>(
  value: unknown,
  paths: Readonly<Record<Name, readonly string[]>>,
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name in paths) {
    const text = textAt(value, ...paths[name]);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

function wordsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).filter((word) => typeof word === 'string');
}

// The specification writes a set as an object whose values are empty.
function namesAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = at(value, ...path);
  return isJsonObject(found) ? Object.keys(found) : [];
}

function splitVariable(variable: string): { readonly name: string; readonly value: string } {
  const cut = variable.indexOf('=');
  return cut < 0
    ? { name: variable, value: '' }
    : { name: variable.slice(0, cut), value: variable.slice(cut + 1) };
}
