import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import type { Authority, ImagePolicy } from '#lib/verify/policy';
import type { Known } from './authorities.ts';
import { readAuthority } from './authorities.ts';
import { FieldReader } from './field-reader.ts';
import { isGlob } from './globs.ts';

/**
 * One ClusterImagePolicy of policy.sigstore.dev. A policy whose images cannot be told applies to every image, so that a
 * mistake in it is seen and does not let everything pass.
 *
 * @param fallbackName its name where it has none
 */
export function readImagePolicy(document: unknown, fallbackName: string, known: Known): ImagePolicy {
  const unsupported: string[] = [];
  const fields = new FieldReader(document, '', unsupported);
  const name = fields.object('metadata')?.text('name') ?? fallbackName;
  fields.skip('apiVersion', 'kind', 'status');
  const spec = fields.object('spec');
  fields.finish();
  if (spec === undefined) {
    unsupported.push('spec is missing.');
    return { name, globs: ['**'], mode: 'enforce', authorities: [], unsupported };
  }
  const globs = readGlobs(spec);
  const mode = readMode(spec);
  spec.refuse('policy', 'Orrery runs neither CUE nor Rego.');
  spec.refuse('match', 'Orrery knows no resources of a cluster.');
  const authorities = readAuthorities(spec, known);
  spec.finish();
  return { name, globs, mode, authorities, unsupported };
}

function readGlobs(spec: FieldReader): readonly string[] {
  const globs = spec.objects('images').flatMap((image) => {
    const glob = image.text('glob');
    image.finish();
    if (glob !== undefined && isGlob(glob)) return [glob];
    image.say(
      glob === undefined
        ? `${image.placeOf('glob')} is missing.`
        : `${image.placeOf('glob')} “${cleanText(glob)}” is no glob: it may have letters, digits and - _ : / . * alone.`,
    );
    return [];
  });
  if (globs.length > 0) return globs;
  spec.say(`${spec.placeOf('images')} names no image, so the policy applies to every image.`);
  return ['**'];
}

function readMode(spec: FieldReader): ImagePolicy['mode'] {
  const mode = spec.text('mode') ?? 'enforce';
  if (mode === 'enforce' || mode === 'warn') return mode;
  spec.say(`${spec.placeOf('mode')} is neither enforce nor warn.`);
  return 'enforce';
}

function readAuthorities(spec: FieldReader, known: Known): readonly Authority[] {
  const sentences: string[][] = [];
  const sentencesOf = (index: number): string[] => {
    const own: string[] = [];
    sentences[index] = own;
    return own;
  };
  const readers = spec.objects('authorities', sentencesOf);
  if (readers.length === 0) spec.say(`${spec.placeOf('authorities')} is empty: nobody may sign.`);
  if (readers.length > verifyLimits.authoritiesMax)
    spec.say(`${spec.placeOf('authorities')} has more than ${verifyLimits.authoritiesMax} entries.`);
  const read = readers
    .slice(0, verifyLimits.authoritiesMax)
    .flatMap((fields, index) => readAuthority(fields, index, known, sentences[index] ?? []));
  return withOwnNames(read);
}

/** The second of a name gets a number: a check says by its name which one matched. */
export function withOwnNames<T extends { readonly name: string }>(parts: readonly T[]): readonly T[] {
  const taken = new Set<string>();
  return parts.map((part) => {
    let { name } = part;
    for (let at = 2; taken.has(name); at++) name = `${part.name}#${at}`;
    taken.add(name);
    return { ...part, name };
  });
}
