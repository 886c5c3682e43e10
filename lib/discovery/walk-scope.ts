import type { Decompress } from '#lib/formats/containers/unpack';
import type { EdgeSource } from '#lib/graph/model';
import type { TagListing } from '#lib/repository/tag-list';
import type { WalkLimits } from './limits.ts';
import type { RepositoryHandle } from './repository-handle.ts';

/** Of what tags made from digests are asked for by name: the root and its platforms, the root alone, or nothing. */
export type AsksByName = boolean | 'root';

/** What a walk is asked for. */
export type WalkScope = {
  /** The repository of the reference. */
  readonly primary: RepositoryHandle;
  /** Other repositories that may hold referrers of what lies in the primary one. */
  readonly others: readonly RepositoryHandle[];
  readonly artifactType: string | undefined;
  readonly includeBlobs: boolean;
  /** Whether nothing is asked about what the artifact belongs to. */
  readonly isDownward: boolean;
  /** The sources to ask; all of them when left out. */
  readonly sources: ReadonlySet<EdgeSource> | undefined;
  /** Lists that were read a moment ago do not serve again. */
  readonly isFresh: boolean;
  /** One row of a list: a tag list that was read a moment ago serves. */
  readonly isRow: boolean;
  /** Which tags made from a digest are asked for whatever the tag list says. */
  readonly asksByName: AsksByName;
  /** The tag list of the primary repository, where who asks has read it already. */
  readonly tagList: TagListing | undefined;
  /** The list of the root serves again, too: it was read for the same question. */
  readonly isAgain: boolean;
  /** The tag that the root is read by: a tag list that does not name it is not whole. */
  readonly tag: string | undefined;
  /** Pages of a tag list before it is cheaper to ask for tags one by one. */
  readonly listPagesMax: number;
  readonly limits: WalkLimits;
  /** Waits until this walk may become large; what it gives is called at the end of the walk. */
  readonly enterLarge: ((signal: AbortSignal) => Promise<() => void>) | undefined;
  /** Opens documents that are packed. */
  readonly decompress: Decompress | undefined;
};

/** Whether a source is to be asked. */
export function isAsked({ sources }: WalkScope, source: EdgeSource): boolean {
  return sources === undefined || sources.has(source);
}
