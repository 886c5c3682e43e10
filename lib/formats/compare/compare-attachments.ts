import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import type { AttachedTitle, AttachmentDifference } from './comparison.ts';

/** What hangs on an artifact or on one of its images. */
export type ComparedAttachment = { readonly kind: Kind; readonly title: string; readonly digest: Digest };

/** What is attached to two artifacts, by kind. */
export function compareAttachments(
  left: readonly ComparedAttachment[],
  right: readonly ComparedAttachment[],
): readonly AttachmentDifference[] {
  const [lefts, rights] = [byKind(left), byKind(right)];
  return [...new Set([...lefts.keys(), ...rights.keys()])].sort().map((kind) => {
    const [before, after] = [titlesOf(lefts.get(kind) ?? []), titlesOf(rights.get(kind) ?? [])];
    return { kind, change: changeOf(before, after), left: before, right: after };
  });
}

function byKind(
  attachments: readonly ComparedAttachment[],
): ReadonlyMap<Kind, readonly ComparedAttachment[]> {
  return Map.groupBy(attachments, ({ kind }) => kind);
}

function titlesOf(attachments: readonly ComparedAttachment[]): readonly AttachedTitle[] {
  const groups = Map.groupBy(attachments, ({ title }) => title);
  return [...groups].flatMap(([title, group]) => {
    const [first] = group;
    return first === undefined ? [] : [{ title, count: group.length, digest: first.digest }];
  });
}

function changeOf(
  left: readonly AttachedTitle[],
  right: readonly AttachedTitle[],
): AttachmentDifference['change'] {
  if (left.length === 0) return 'gained';
  if (right.length === 0) return 'lost';
  const text = (titles: readonly AttachedTitle[]) =>
    titles
      .map(({ title, count }) => `${count} ${title}`)
      .sort()
      .join('\n');
  return text(left) === text(right) ? 'same' : 'changed';
}
