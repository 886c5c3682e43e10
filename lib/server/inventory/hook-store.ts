/** How a registry proves that a notification is its own, and what it sent last. Times are milliseconds since 1970. */
export type StoredHook = {
  readonly registry: string;
  /** The token, sealed with the key of this Orrery. */
  readonly sealed: Uint8Array;
  readonly changedBy: string;
  readonly changedAt: number;
  readonly lastAt: number | undefined;
  /** The last one that could not be read, since there is this token; undefined without one. */
  readonly unread: { readonly at: number; readonly reason: string } | undefined;
};

/** The hooks of a team. */
export type HookStore = {
  readonly list: () => Promise<readonly StoredHook[]>;
  /** What an admin has to know of the store itself, in sentences: tokens were lost. */
  readonly notice: () => Promise<string | undefined>;
  readonly find: (registry: string) => Promise<StoredHook | undefined>;
  /** The token before it stops working. */
  readonly put: (hook: Pick<StoredHook, 'registry' | 'sealed' | 'changedBy'>) => Promise<void>;
  /** The same token under the key of now. */
  readonly reseal: (registry: string, sealed: Uint8Array) => Promise<void>;
  /** False where there was none. */
  readonly remove: (registry: string) => Promise<boolean>;
  /** A notification has come; `unread` says why it could not be read. */
  readonly note: (registry: string, unread: string | undefined) => Promise<void>;
};
