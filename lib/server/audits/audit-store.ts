import { processGlobal } from '#lib/server/platform/process-global';

/** An audit as it is stored. */
export type StoredAudit = {
  readonly id: string;
  readonly scope: string;
  /** RFC 3339. */
  readonly saved: string;
  /** What a list shows of it, as JSON. */
  readonly head: string;
  /** The head and the audit, as `packAudit` makes them. */
  readonly content: Uint8Array;
};

/** How much one person may keep. */
type AuditRoom = { readonly auditsMax: number; readonly bytesMax: number };

/** The audits that the people of a team saved, for all replicas. Any implementation passes `describeAuditStore`. */
export type AuditStore = {
  /** False, and nothing is kept, where this person has no room for one more. */
  readonly add: (owner: string, audit: StoredAudit, room: AuditRoom) => Promise<boolean>;
  /** The heads, the newest first; of one scope where one is given. */
  readonly list: (owner: string, scope?: string) => Promise<readonly string[]>;
  /** The content; undefined for none, and for what another person saved. */
  readonly find: (owner: string, id: string) => Promise<Uint8Array | undefined>;
  /** False for none, and for what another person saved. */
  readonly remove: (owner: string, id: string) => Promise<boolean>;
};

const state = processGlobal('saved-audits', (): { store?: AuditStore } => ({}));

/** Hands the audits of a team to whoever asks for them. */
export function provideAuditStore(store: AuditStore): void {
  state.store = store;
}

/**
 * The audits of a team.
 *
 * @throws Error where its database was not opened
 */
export function getAuditStore(): AuditStore {
  if (state.store === undefined) throw new Error('Orrery was started without a store of audits.');
  return state.store;
}
