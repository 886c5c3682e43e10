import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import type { Session } from '#lib/server/sessions/session';
import type { ScanPace } from './scan-pace.ts';

/**
 * The session that scans ask a registry with. On one's own machine it has the credentials of who started the scan, and
 * what other programs keep there; in a team it has those that an admin gave for the registry, and never a person's.
 */
export function createScanSessions(pace: ScanPace): (host: string, starter: Session | undefined) => Session {
  const nobodys: Session = { credentials: createCredentialStore(), owner: '', pace: pace.slow };
  const known = new WeakMap<Session, Session>();
  return (_, starter) => {
    if (starter === undefined || starter.user !== undefined) return nobodys;
    const paced = known.get(starter) ?? { ...starter, pace: pace.slow };
    known.set(starter, paced);
    return paced;
  };
}
