import type { QuestionScope } from '#lib/inventory/questions/reachable';
import { processGlobal } from '#lib/server/platform/process-global';
import type {
  KnownQuestion,
  QuestionMemory,
  QuestionStanding,
  SavedQuestion,
  WebhookDelivery,
} from './saved-question.ts';

/** A memory, and what says whether somebody has written another one since. */
type ReadMemory = { readonly memory: QuestionMemory | undefined; readonly version: number };

/** The questions that people keep. Any implementation passes `describeQuestionStore`. */
export type QuestionStore = {
  /** Those of a person and those that others share, by name. */
  readonly list: (owner: string) => Promise<readonly KnownQuestion[]>;
  /** Any question: whether somebody may see it is for the caller to judge. */
  readonly find: (id: string) => Promise<KnownQuestion | undefined>;
  /** False, and nothing is kept, where this person has `max` questions already. */
  readonly add: (question: SavedQuestion, reach: QuestionScope['reach'], max: number) => Promise<boolean>;
  /**
   * Another name, or another question under the same id; what is known of it stays unless `isAnother`. False, and nothing
   * is changed, for none and for one that has another version (`versionOf`) by now.
   */
  readonly change: (question: SavedQuestion, isAnother: boolean, version: string) => Promise<boolean>;
  /** False for none, and for another person's. */
  readonly remove: (owner: string, id: string) => Promise<boolean>;
  /** What an owner may read from now on, and that they are here. */
  readonly setReach: (owner: string, reach: QuestionScope['reach']) => Promise<void>;
  /** Ids of questions that nobody has asked since that time, those that wait longest first. */
  readonly due: (beforeMs: number, max: number) => Promise<readonly string[]>;
  /** Undefined where the question is gone. */
  readonly readMemory: (id: string) => Promise<ReadMemory | undefined>;
  /** Without a memory the one before stays. False, and nothing is written, where somebody was faster. */
  readonly write: (
    id: string,
    version: number,
    standing: QuestionStanding,
    memory?: QuestionMemory,
  ) => Promise<boolean>;
  readonly noteDelivery: (id: string, delivery: WebhookDelivery) => Promise<void>;
};

const state = processGlobal('saved-questions', (): { store?: QuestionStore } => ({}));

/** Hands the questions of a team to whoever asks for them. */
export function provideQuestionStore(store: QuestionStore): void {
  state.store = store;
}

/**
 * The questions of a team.
 *
 * @throws Error where its database was not opened
 */
export function getSharedQuestions(): QuestionStore {
  if (state.store === undefined) throw new Error('Orrery was started without a store of questions.');
  return state.store;
}
