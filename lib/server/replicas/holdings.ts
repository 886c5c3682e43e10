/** What lies in the data folder of one replica and is asked for at all: an upload, or the archive of a plan. */
export type HeldKind = 'upload' | 'archive';

/** Where such a file lies. */
export type Holding = {
  /** Of an upload whose it is; empty for nobody's. The plan of an archive says whose that is. */
  readonly owner: string;
  /** How the replica is called, for a person who has to find it. */
  readonly replica: string;
  readonly place:
    | { readonly kind: 'here' }
    /** `host:port` where the replicas ask each other. */
    | { readonly kind: 'elsewhere'; readonly address: string }
    /** The replica runs and has no such address. */
    | { readonly kind: 'closed' }
    /** The replica has ended. */
    | { readonly kind: 'gone' };
};

/**
 * Which replica holds what. Any implementation passes `describeHoldings`.
 */
export type Holdings = {
  /** Says that this replica holds it, whoever did before. */
  readonly add: (kind: HeldKind, id: string, owner: string) => Promise<void>;
  readonly find: (kind: HeldKind, id: string) => Promise<Holding | undefined>;
  readonly remove: (kind: HeldKind, id: string) => Promise<void>;
};
