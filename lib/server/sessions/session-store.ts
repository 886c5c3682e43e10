/** A session as it begins. */
type NewSession = {
  /** SHA-256 of the secret in the cookie, hexadecimal; the secret itself is never stored. */
  readonly key: string;
  /** Issuer and subject together name a person. https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability */
  readonly issuer: string;
  readonly subject: string;
  /** The provider's own name of its session; undefined where it gives none. */
  readonly sid: string | undefined;
  readonly name: string;
  readonly email: string | undefined;
  readonly groups: readonly string[];
  /** Credentials and tokens, sealed by whoever wrote them; the store cannot read them. */
  readonly sealed: Uint8Array;
  /** When the person last proved to the provider who they are, in milliseconds since 1970. */
  readonly authenticatedAt: number;
};

/** A session as it is stored. Its times are the store's own, in milliseconds since 1970: replicas need not agree on a clock. */
export type StoredSession = NewSession & {
  /** Goes up with each update. */
  readonly version: number;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly refreshedAt: number;
  /** It ends then at the latest; without requests it ends earlier. */
  readonly endsAt: number;
};

/** Sessions as the identity provider names them. */
export type ProviderSessions = {
  readonly issuer: string;
  readonly subject?: string | undefined;
  readonly sid?: string | undefined;
};

/**
 * The sessions of all replicas. What was written is there for every replica when a method resolves. Any implementation
 * passes `describeSessionStore`.
 */
export type SessionStore = {
  readonly create: (session: NewSession, lifeMs: number) => Promise<void>;
  /** Counts as a request of it. Undefined for none, for one that has ended, and for one without requests for so long. */
  readonly find: (key: string, idleMs: number) => Promise<StoredSession | undefined>;
  /** False when the session has another version by now, or is gone. */
  readonly update: (
    key: string,
    version: number,
    change: { readonly groups?: readonly string[]; readonly sealed?: Uint8Array },
  ) => Promise<boolean>;
  /** True for one caller in each period: that one asks the provider whether the session still stands. */
  readonly claimRefresh: (key: string, periodMs: number) => Promise<boolean>;
  /** Undoes the claim of whoever could not reach the provider: the next caller asks again. */
  readonly releaseRefresh: (key: string) => Promise<void>;
  /** False when there was none. */
  readonly end: (key: string) => Promise<boolean>;
  /** Ends those of a person, or one of the provider's sessions, and where both are given only those that fit both; gives how many. */
  readonly endOf: (who: ProviderSessions) => Promise<number>;
  /** Whose those are: their addresses of mail, or else their names, each once. */
  readonly namesOf: (who: ProviderSessions) => Promise<readonly string[]>;
  /** Those that have not ended, the newest first. */
  readonly list: (max: number, idleMs: number) => Promise<readonly Omit<StoredSession, 'sealed'>[]>;
  /** Removes what has ended, or had no request for so long. */
  readonly removeEnded: (idleMs: number) => Promise<void>;
};

/** What may be used once, by whichever replica is first. Any implementation passes `describeOnceStore`. */
export type OnceStore = {
  readonly keep: (key: string, value: Uint8Array, ttlMs: number) => Promise<void>;
  /** Gives it once; undefined when it was taken already, or is too old. */
  readonly take: (key: string) => Promise<Uint8Array | undefined>;
  /** True the first time, and again when it was so long ago. */
  readonly useOnce: (name: string, ttlMs: number) => Promise<boolean>;
  readonly removeOld: () => Promise<void>;
};
