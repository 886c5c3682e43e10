'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { streamAudit } from '#lib/api/client/stream-audit';
import type { AuditQuery } from './audit-query.ts';
import type { AuditReader, AuditSnapshot } from './audit-reader.ts';
import { createAuditReader } from './audit-reader.ts';
import type { AuditState } from './audit-state.ts';

/** An audit as this page reads it, and the ways to stop it and to go on. */
export type AuditReading = AuditSnapshot & Pick<AuditReader, 'stop' | 'goOn' | 'askAgain'>;

/**
 * Reads an audit while the page shows it; what was read a moment ago is there at once. The component that uses it has the
 * query as its key.
 */
export function useAudit(asked: AuditQuery): AuditReading {
  const client = useQueryClient();
  const [query] = useState(asked);
  const [reader] = useState(() =>
    createAuditReader({
      stream: ({ artifact, isFresh, signal }) => streamAudit(parametersOf(query, artifact, isFresh), signal),
      now: () => performance.now(),
      known: client.getQueryData<AuditState>(keyOf(query)),
    }),
  );
  const snapshot = useSyncExternalStore(reader.subscribe, reader.snapshot, reader.snapshot);
  // Syncs with the stream of the server: who leaves ends it, and what was read is kept for who comes back.
  useEffect(() => {
    const close = reader.open();
    return () => {
      close();
      client.setQueryData(keyOf(query), reader.snapshot().state);
    };
  }, [reader, client, query]);
  return { ...snapshot, stop: reader.stop, goOn: reader.goOn, askAgain: reader.askAgain };
}

function parametersOf(query: AuditQuery, artifact: string | undefined, isFresh: boolean) {
  const { repositories, ...rest } = query;
  const scope =
    artifact === undefined ? { ...(repositories === undefined ? {} : { repositories }) } : { ref: artifact };
  return { ...rest, ...scope, ...(isFresh ? { fresh: '1' as const } : {}) };
}

function keyOf(query: AuditQuery) {
  return ['audit', query] as const;
}
