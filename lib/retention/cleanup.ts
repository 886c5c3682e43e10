import type { PolicyName } from '#lib/graph/verification/verification';
import type { CleanupList } from './cleanup-lists.ts';
import type { RepositoryFacts, StoredArtifact } from './repository-facts.ts';
import type { Retention } from './retain.ts';

/** What of a repository can go: the document of `GET /api/cleanup`. */
export type Cleanup = RepositoryFacts & {
  /** `host/name` */
  readonly scope: string;
  /** RFC 3339: when the oldest fact was learned. */
  readonly asOf: string;
  /** Whether everything was looked at that a registry can show. */
  readonly complete: boolean;
  /** Absent where there is no policy; then nobody knows whom one would name. */
  readonly policy?: PolicyName;
  readonly lists: readonly CleanupList[];
  /** What the rules of the question come to; absent without rules. */
  readonly retention?: Retention & { readonly keep: string };
  /** What was left out or not understood, and what no registry can show, in sentences. */
  readonly limits: readonly string[];
};

/** One line of `GET /api/cleanup` as NDJSON. An artifact that comes again takes the place of the one before. */
export type CleanupEvent =
  | { readonly type: 'artifact'; readonly artifact: StoredArtifact }
  | { readonly type: 'progress'; readonly done: number; readonly known: number }
  | { readonly type: 'limit'; readonly reason: string }
  | ({ readonly type: 'end' } & Omit<Cleanup, 'artifacts'>);
