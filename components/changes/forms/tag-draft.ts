import type { ChangeTarget } from '#components/changes/request/change-target.ts';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { formatReference, isTag } from '#lib/oci/reference';
import { targetDigest } from './subject-options.ts';

/** Tags to set: those in the list, and the text of the field that is not in it yet. */
export type TagDraft = { readonly tags: readonly string[]; readonly text: string };

/** The first word of the field that is no tag; undefined when all are. */
export function invalidTag({ text }: TagDraft): string | undefined {
  return wordsOf(text).find((word) => !isTag(word));
}

/** The draft with the words of the field moved into the list; unchanged while one of them is no tag. */
export function acceptText(draft: TagDraft): TagDraft {
  if (invalidTag(draft) !== undefined) return draft;
  return { tags: [...new Set([...draft.tags, ...wordsOf(draft.text)])], text: '' };
}

/** The draft without a tag. */
export function withoutTag(draft: TagDraft, tag: string): TagDraft {
  return { ...draft, tags: draft.tags.filter((other) => other !== tag) };
}

/** The request that sets all tags of the draft; undefined without any, or while one is invalid. */
export function tagRequest(target: ChangeTarget, draft: TagDraft): PlanRequestDocument | undefined {
  const { tags } = acceptText(draft);
  if (tags.length === 0 || invalidTag(draft) !== undefined) return undefined;
  const digest = targetDigest(target);
  const { registry, repository } = target.reference;
  const ref =
    digest === undefined ? formatReference(target.reference) : `${registry}/${repository}@${digest}`;
  return { action: 'tag', ref, tags: [...tags] };
}

/** The tags that point to the target now, as far as they are known. */
export function currentTags({ reference, node }: ChangeTarget): readonly string[] {
  return [...new Set([...(node?.tags ?? []), ...(reference.tag === undefined ? [] : [reference.tag])])];
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
