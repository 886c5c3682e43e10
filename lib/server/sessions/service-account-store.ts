/** The account of a registry as it is stored. Its times are the store's own, in milliseconds since 1970. */
export type StoredServiceAccount = {
  readonly registry: string;
  readonly username: string;
  /** The password, sealed by whoever wrote it; the store cannot read it. */
  readonly sealed: Uint8Array;
  readonly isShared: boolean;
  readonly changedBy: string;
  readonly changedAt: number;
  /** Goes up with each change. */
  readonly version: number;
};

/**
 * The accounts that Orrery itself has at registries, for all replicas. What was written is there for every replica when
 * a method resolves. Any implementation passes `describeServiceAccountStore`.
 */
export type ServiceAccountStore = {
  /** In the order of their registries. */
  readonly list: () => Promise<readonly StoredServiceAccount[]>;
  /** Takes the place of the one that was there. */
  readonly put: (account: Omit<StoredServiceAccount, 'changedAt' | 'version'>) => Promise<void>;
  /** Changes only who may use it; false when there was none. */
  readonly share: (
    registry: string,
    change: Pick<StoredServiceAccount, 'isShared' | 'changedBy'>,
  ) => Promise<boolean>;
  /** Writes the same password as another key seals it; does nothing when the account has another version by now. */
  readonly reseal: (registry: string, version: number, sealed: Uint8Array) => Promise<void>;
  /** False when there was none. */
  readonly remove: (registry: string) => Promise<boolean>;
};
