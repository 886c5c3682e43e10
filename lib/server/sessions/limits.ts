const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** What bounds the sessions of a team, and what is asked of its identity provider. */
export const teamLimits = {
  /** What a key for sealing has at least; 32 random bytes in hexadecimal have some 14 different letters. */
  sessionKeyMinBytes: 32,
  sessionKeyMinLetters: 10,
  /** A person waits for the identity provider. */
  providerTimeoutMs: 10 * secondMs,
  /** Keys and tokens of a person with many groups fit. */
  providerAnswerMaxBytes: 256 * 1024,
  /** From the button to the way back, with a password and a second factor between. */
  loginMs: 10 * minuteMs,
  /** Sign-ins begun from one address within the time below. */
  loginsMax: 60,
  loginsPerMs: minuteMs,
  /** A session ends when nobody uses it for so long … */
  idleMs: 8 * hourMs,
  /** … and after this time in any case. */
  sessionMs: 12 * hourMs,
  /** Sessions that a list shows. */
  listedSessionsMax: 1_000,
  /** Open sessions that one process remembers, with their connections. */
  openSessionsMax: 1_000,
  /** How often the identity provider is asked whether a person still has their groups. */
  groupsAgeMs: 10 * minuteMs,
  /** How long what is known of a session counts when the database is away. */
  sessionMemoryMs: 5 * secondMs,
  /** How long what is known of service accounts counts: a change of one is seen everywhere after this time. */
  accountsMemoryMs: 2 * secondMs,
  /** Requests to the API by one person within the time below: more than any page sends, and any careful script. */
  requestsMax: 6_000,
  requestsPerMs: minuteMs,
  /** What cannot be taken back wants a sign-in that is no older. */
  freshSignInMs: 30 * minuteMs,
  /** Logout tokens are used at once; clocks differ a little. */
  logoutTokenAgeSeconds: 2 * 60,
  logoutClockSkewSeconds: 10,
  logoutFormMaxBytes: 64 * 1024,
} as const;

/** What a page may cost before it is sent. */
export const lookLimits = {
  /** It waits so long for what it can show at once: less than a person notices. */
  waitMs: 100,
  /** Entries of an index that are read for it; of a longer one the browser reads them. */
  entriesMax: 100,
} as const;
