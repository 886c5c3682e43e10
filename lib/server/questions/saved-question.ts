import type { AskedQuestion } from '#lib/inventory/questions/asked-question';
import type { QuestionScope } from '#lib/inventory/questions/reachable';

/** A question that somebody keeps. Times are milliseconds since 1970. */
export type SavedQuestion = {
  readonly id: string;
  /** The person in a team; empty on one's own machine. */
  readonly owner: string;
  readonly ownerName: string;
  readonly name: string;
  readonly asked: AskedQuestion;
  /** Everybody sees it, each with the answer that their own rights allow. */
  readonly isShared: boolean;
  readonly createdAt: number;
  /** The hash of the key that opens its address without a session; undefined: none was made. */
  readonly keyHash?: string;
  /** Who is told of new hits; `secret` as `makeSecret` stores it. */
  readonly webhook?: { readonly address: string; readonly secret: string };
};

/** How the hits of a question stood when it was asked last, by its owner's rights. */
export type QuestionStanding = {
  readonly count: number;
  /** False: there were more than are counted. */
  readonly isWhole: boolean;
  readonly askedAt: number;
  /** Since when it is so: when hits last came or went. */
  readonly since: number;
};

/** An artifact that became a hit, or is none any more. */
export type ChangedHit = { readonly key: string; readonly reference: string };

/** What became different between two looks. */
export type HitChange = {
  readonly id: string;
  readonly at: number;
  readonly gained: readonly ChangedHit[];
  readonly lost: readonly ChangedHit[];
  /** True: more changed than is named. */
  readonly isCut: boolean;
};

/** What a question remembers of its hits. */
export type QuestionMemory = {
  /** The keys of the hits; undefined where they were too many to compare. */
  readonly keys: readonly string[] | undefined;
  /** The newest first. */
  readonly changes: readonly HitChange[];
};

/** How the last delivery to the webhook ended. */
export type WebhookDelivery = {
  readonly at: number;
  /** Why it failed; undefined where it succeeded. */
  readonly error?: string;
};

/** A question with what is known of it. */
export type KnownQuestion = SavedQuestion & {
  /** What its owner may read, as of their last request; undefined: everything. */
  readonly reach: QuestionScope['reach'];
  /** When that was, to the hour; undefined on one's own machine, where it does not matter. */
  readonly ownerSeenAt: number | undefined;
  /** Undefined where it was not asked yet. */
  readonly standing: QuestionStanding | undefined;
  readonly delivery: WebhookDelivery | undefined;
};
