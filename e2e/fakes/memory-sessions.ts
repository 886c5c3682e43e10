import type {
  OnceStore,
  ProviderSessions,
  SessionStore,
  StoredSession,
} from '#lib/server/sessions/session-store';

function isOf({ issuer, subject, sid }: ProviderSessions): (session: StoredSession) => boolean {
  return (session) =>
    session.issuer === issuer &&
    (subject !== undefined || sid !== undefined) &&
    (subject === undefined || session.subject === subject) &&
    (sid === undefined || session.sid === sid);
}

/** Sessions in memory, for tests that need no database; replicas share one. */
export function memorySessionStore(now: () => number = Date.now): SessionStore {
  const sessions = new Map<string, StoredSession>();
  const lives = ({ seenAt, endsAt }: StoredSession, idleMs: number) =>
    endsAt > now() && seenAt + idleMs > now();
  const remove = (isEnded: (session: StoredSession) => boolean) => {
    const ended = [...sessions.values()].filter(isEnded);
    for (const { key } of ended) sessions.delete(key);
    return ended.length;
  };
  return {
    create: async (session, lifeMs) => {
      const times = { createdAt: now(), seenAt: now(), refreshedAt: now(), endsAt: now() + lifeMs };
      sessions.set(session.key, { ...session, ...times, version: 1 });
    },
    find: async (key, idleMs) => {
      const session = sessions.get(key);
      if (session === undefined || !lives(session, idleMs)) return undefined;
      sessions.set(key, { ...session, seenAt: now() });
      return session;
    },
    update: async (key, version, change) => {
      const session = sessions.get(key);
      if (session?.version !== version) return false;
      sessions.set(key, { ...session, ...change, version: version + 1 });
      return true;
    },
    claimRefresh: async (key, periodMs) => {
      const session = sessions.get(key);
      if (session === undefined || session.refreshedAt + periodMs >= now()) return false;
      sessions.set(key, { ...session, refreshedAt: now() });
      return true;
    },
    releaseRefresh: async (key) => {
      const session = sessions.get(key);
      if (session !== undefined) sessions.set(key, { ...session, refreshedAt: 0 });
    },
    end: async (key) => sessions.delete(key),
    endOf: async (who) => remove(isOf(who)),
    namesOf: async (who) => {
      const names = [...sessions.values()].filter(isOf(who)).map(({ email, name }) => email ?? name);
      return [...new Set(names)].toSorted();
    },
    list: async (max, idleMs) =>
      [...sessions.values()]
        .filter((session) => lives(session, idleMs))
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, max)
        .map(({ sealed: _, ...session }) => session),
    removeEnded: async (idleMs) => void remove((session) => !lives(session, idleMs)),
  };
}

/** What may be used once, in memory; replicas share one. */
export function memoryOnceStore(now: () => number = Date.now): OnceStore {
  const values = new Map<string, { readonly value: Uint8Array; readonly endsAt: number }>();
  const used = new Map<string, number>();
  return {
    keep: async (key, value, ttlMs) => void values.set(key, { value, endsAt: now() + ttlMs }),
    take: async (key) => {
      const found = values.get(key);
      values.delete(key);
      return found !== undefined && found.endsAt > now() ? found.value : undefined;
    },
    useOnce: async (name, ttlMs) => {
      if ((used.get(name) ?? 0) > now()) return false;
      used.set(name, now() + ttlMs);
      return true;
    },
    removeOld: async () => {
      for (const [key, { endsAt }] of values) if (endsAt <= now()) values.delete(key);
      for (const [name, endsAt] of used) if (endsAt <= now()) used.delete(name);
    },
  };
}
