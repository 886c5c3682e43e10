import type { Annotations } from '#lib/oci/descriptor';
import { layoutPlace } from '#lib/oci/layout-reference';
import { OciError } from '#lib/oci/oci-error';
import { parseReference, parseRepository } from '#lib/oci/reference';
import { quoteArgument } from '#lib/text/quote-argument';
import { orasFlag, regctlFlag } from './plain-http.ts';

/** A change as it is asked for; what of it decides on the command. */
export type Change =
  | {
      readonly action: 'delete';
      readonly ref: string;
      readonly scope: 'tag' | 'manifest' | 'graph' | 'listed';
    }
  | {
      readonly action: 'copy' | 'move';
      readonly from: string;
      readonly to: string;
      readonly referrers?: 'all' | 'none' | readonly string[] | undefined;
      readonly platforms?: readonly string[] | undefined;
    }
  | AttachChange
  | { readonly action: 'tag'; readonly ref: string; readonly tags: readonly string[] }
  | { readonly action: 'import'; readonly source: 'upload'; readonly to: string }
  | {
      readonly action: 'import';
      readonly source: 'layout';
      readonly layout: string;
      readonly to: string;
    }
  | { readonly action: 'repair'; readonly ref: string };

type Files = {
  readonly artifactType?: string | undefined;
  readonly annotations?: Annotations | undefined;
  readonly files?: readonly { readonly name: string; readonly mediaType: string }[] | undefined;
};
type AttachChange = { readonly action: 'attach' } & (
  | (Files & { readonly mode: 'attach-files'; readonly subject: string })
  | (Files & { readonly mode: 'push'; readonly to: string })
  | { readonly mode: 'set-subject' }
);

/**
 * The command of another tool that does the same, for a POSIX shell; undefined where none does: no tool deletes or moves
 * a graph, copies some kinds or platforms of it, gives an artifact a subject later or mends a list.
 *
 * @throws what is not an OciError, which is a fault of ours; no change makes it throw
 */
export function changeCommand(change: Change): string | undefined {
  try {
    return commandOf(change);
  } catch (error) {
    // What is no reference has no command either; the plan says what is wrong with it.
    if (error instanceof OciError) return undefined;
    throw error;
  }
}

function commandOf(change: Change): string | undefined {
  switch (change.action) {
    case 'delete':
      return deleteCommand(change.ref, change.scope);
    case 'copy':
      return copyCommand(change);
    case 'attach':
      return attachCommand(change);
    case 'tag': {
      const tags = change.tags.map(quoteArgument).join(' ');
      return `oras tag${orasFlag(registryOf(change.ref))} ${quoteArgument(change.ref)} ${tags}`;
    }
    case 'import':
      return importCommand(change);
    case 'move':
    case 'repair':
      return undefined;
    default:
      return change satisfies never;
  }
}

function deleteCommand(ref: string, scope: 'tag' | 'manifest' | 'graph' | 'listed'): string | undefined {
  if (scope === 'graph' || scope === 'listed') return undefined;
  const registry = registryOf(ref);
  return scope === 'tag'
    ? `regctl${regctlFlag(registry)} tag delete ${quoteArgument(ref)}`
    : `oras manifest delete${orasFlag(registry)} --force ${quoteArgument(ref)}`;
}

function copyCommand({
  from,
  to,
  referrers = 'all',
  platforms,
}: Extract<Change, { action: 'copy' | 'move' }>) {
  const source = parseReference(from);
  if (typeof referrers !== 'string' || platforms !== undefined) return undefined;
  const place = layoutPlace(source.registry);
  if (place?.kind === 'upload') return undefined;
  const input =
    place === undefined
      ? `${orasFlag(source.registry, 'from-')} ${quoteArgument(from)}`
      : ` --from-oci-layout ${quoteArgument(from.slice('oci:'.length))}`;
  const tag = isNamed(to) || source.tag === undefined ? '' : `:${source.tag}`;
  const all = referrers === 'all' ? ' -r' : '';
  return `oras cp${all}${orasFlag(targetRegistry(to), 'to-')}${input} ${quoteArgument(to + tag)}`;
}

function attachCommand(change: AttachChange): string | undefined {
  if (change.mode === 'set-subject') return undefined;
  const { artifactType, annotations = {}, files = [] } = change;
  const [verb, target] = change.mode === 'push' ? ['push', change.to] : ['attach', change.subject];
  const type = artifactType === undefined ? '' : ` --artifact-type ${quoteArgument(artifactType)}`;
  const notes = Object.entries(annotations).map(
    ([key, value]) => ` --annotation ${quoteArgument(`${key}=${value}`)}`,
  );
  const names = files.map(({ name, mediaType }) => ` ${quoteArgument(`${name}:${mediaType}`)}`);
  const flag = orasFlag(targetRegistry(target));
  return `oras ${verb}${flag}${type}${notes.join('')} ${quoteArgument(target)}${names.join('')}`;
}

function importCommand(change: Extract<Change, { action: 'import' }>): string {
  const { to } = change;
  const isFile = change.source === 'upload' || layoutPlace(change.layout)?.kind === 'upload';
  const path = isFile ? 'FILE' : change.layout.slice('oci:'.length);
  return `oras restore${orasFlag(targetRegistry(to))} --input ${quoteArgument(path)} ${quoteArgument(to)}`;
}

function registryOf(text: string): string {
  return parseReference(text).registry;
}

function targetRegistry(text: string): string {
  return isNamed(text) || text.includes('@') ? registryOf(text) : parseRepository(text).registry;
}

function isNamed(text: string): boolean {
  return text.slice(text.lastIndexOf('/') + 1).includes(':');
}
