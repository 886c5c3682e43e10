import { given } from '#lib/formats/documents/given';
import type { ImageConfig } from '#lib/formats/image-config';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatPlatform } from '#lib/oci/platform';
import { quoteArgument } from '#lib/text/quote-argument';
import type { FactDifference } from './comparison.ts';

/** Which of two lists of layers have the same bytes. */
export type SharedLayers = {
  readonly shared: readonly Descriptor[];
  readonly onlyLeft: readonly Descriptor[];
  readonly onlyRight: readonly Descriptor[];
};

/** What differs between two image configs, in the order in which a person asks; nothing where they say the same. */
export function compareConfigs(left: ImageConfig, right: ImageConfig): readonly FactDifference[] {
  return differences(factsOf(left), factsOf(right));
}

/** What differs between two sets of named facts, in the order of the left one and then of the right one. */
export function differences(
  left: ReadonlyMap<string, string>,
  right: ReadonlyMap<string, string>,
): readonly FactDifference[] {
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((name) => left.get(name) !== right.get(name))
    .map((name) => given<FactDifference>({ name, left: left.get(name), right: right.get(name) }));
}

/** The layers that both have, by digest, and those that one has alone; a layer that stands twice counts twice. */
export function compareLayers(left: readonly Descriptor[], right: readonly Descriptor[]): SharedLayers {
  const free = [...right];
  const shared: Descriptor[] = [];
  const onlyLeft: Descriptor[] = [];
  for (const layer of left) {
    const at = free.findIndex(({ digest }) => digest === layer.digest);
    if (at < 0) onlyLeft.push(layer);
    else shared.push(...free.splice(at, 1));
  }
  return { shared, onlyLeft, onlyRight: free };
}

function factsOf(config: ImageConfig): ReadonlyMap<string, string> {
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Platform', config.platform === undefined ? undefined : formatPlatform(config.platform)],
    ['Entrypoint', wordsOf(config.entrypoint)],
    ['Command', wordsOf(config.command)],
    ['User', config.user],
    ['Directory', config.workingDirectory],
    ['Ports', wordsOf(config.ports)],
    ['Volumes', wordsOf(config.volumes)],
    ['Health check', wordsOf(config.healthcheck)],
    ['Stop signal', config.stopSignal],
    ['Built', config.created],
    ...config.environment.map(({ name, value }) => [`Variable ${name}`, value] as const),
    ...Object.entries(config.labels).map(([name, value]) => [`Label ${name}`, value] as const),
  ];
  return new Map(facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function wordsOf(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.map(quoteArgument).join(' ');
}
