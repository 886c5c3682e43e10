import { given } from '#lib/formats/documents/given';
import type { ImageConfig } from '#lib/formats/image-config';
import { formatPlatform } from '#lib/oci/platform';
import { quoteArgument } from '#lib/text/quote-argument';
import type { Comparison, FactDifference } from './comparison.ts';

/** What two image configs say differently and alike, in the order in which a person asks. */
export function compareConfigs(
  left: ImageConfig,
  right: ImageConfig,
): Pick<Extract<Comparison['config'], { state: 'compared' }>, 'rows' | 'same'> {
  const [before, after] = [factsOf(left), factsOf(right)];
  const same = [...before].flatMap(([name, value]) => (after.get(name) === value ? [{ name, value }] : []));
  return { rows: differences(before, after), same };
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
