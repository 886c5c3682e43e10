import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import type { AttachedTitle, AttachmentDifference } from './comparison.ts';

/** What hangs on an artifact or on one of its images. */
export type ComparedAttachment = {
  readonly kind: Kind;
  readonly title: string;
  readonly digest: Digest;
  /** RFC 3339. */
  readonly created?: string;
};

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

/** What says the same is told once; of the reports of one tool the newest is. */
function titlesOf(attachments: readonly ComparedAttachment[]): readonly AttachedTitle[] {
  const newestFirst = attachments.toSorted((one, other) => timeOf(other) - timeOf(one));
  const groups = Map.groupBy(newestFirst, ({ kind, title }) =>
    kind === 'vulnerability-report' ? title.split(' · ').at(-1) : title,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ title: first.title, count: group.length, digest: first.digest }];
  });
}

function timeOf({ created }: ComparedAttachment): number {
  return Date.parse(created ?? '') || 0;
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
