'use client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { streamAudit } from '#lib/api/client/stream-audit';
import { streamCoverage } from '#lib/api/client/stream-coverage';
import type { Names } from '#lib/api/contract/registry-contract';
import { ProblemError } from '#lib/api/problems/problem-error';
import { registriesQuery, tagsQuery } from '#lib/api/queries/queries';
import type { AuditEvent } from '#lib/audit/audit';
import type { AuditQuery } from './audit-query.ts';
import type { AuditReader, AuditSnapshot } from './audit-reader.ts';
import { createAuditReader } from './audit-reader.ts';
import type { AuditState } from './audit-state.ts';
import { firstTags } from './first-tags.ts';

/** An audit as this page reads it, and the ways to stop it and to go on. */
export type AuditReading = AuditSnapshot & Pick<AuditReader, 'stop' | 'goOn' | 'askAgain'>;

/**
 * Reads an audit while the page shows it, of tags that are known those first that a list of them shows on top; what was
 * read a moment ago is there at once. Of a registry that was scanned it is what the inventory holds, until somebody asks
 * for all of it again. The component that uses it has the query as its key.
 */
export function useAudit(asked: AuditQuery): AuditReading {
  const client = useQueryClient();
  const [query] = useState(asked);
  const [reader] = useState(() =>
    createAuditReader({
      stream: async function* ({ artifact, isFresh, signal }) {
        let isKnown = false;
        if (artifact === undefined && !isFresh)
          for await (const events of knownBefore(client, query, signal)) {
            isKnown = true;
            yield events;
          }
        if (isKnown) return;
        const pages = client.getQueryData<InfiniteData<Names>>(tagsQuery(query.ref).queryKey)?.pages ?? [];
        const text = new URLSearchParams(location.search).get('find') ?? '';
        const start = firstTags(
          pages.flatMap(({ names }) => names),
          text,
        );
        yield* streamAudit(parametersOf(query, { artifact, start, isFresh }), signal);
      },
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

/** What the inventory holds of a registry; nothing where it cannot say what is asked, or holds nothing. */
async function* knownBefore(
  client: QueryClient,
  { ref, require, policy, repositories }: AuditQuery,
  signal: AbortSignal,
): AsyncGenerator<readonly AuditEvent[]> {
  if (ref.includes('/') || policy !== undefined || repositories !== undefined) return;
  let isKnown = false;
  try {
    const { inventory } = await client.ensureQueryData(registriesQuery);
    if (inventory !== true) return;
    for await (const events of streamCoverage({ host: ref, require }, signal)) {
      isKnown = true;
      yield events;
    }
  } catch (error) {
    // An inventory that cannot answer leaves the registry to be asked.
    if (isKnown || !(error instanceof ProblemError)) throw error;
  }
}

type Asked = {
  readonly artifact: string | undefined;
  readonly start: string | undefined;
  readonly isFresh: boolean;
};

function parametersOf({ repositories, ...rest }: AuditQuery, { artifact, start, isFresh }: Asked) {
  const fresh = isFresh ? ({ fresh: '1' } as const) : {};
  if (artifact !== undefined) return { ...rest, ref: artifact, ...fresh };
  return {
    ...rest,
    ...(repositories === undefined ? {} : { repositories }),
    ...(start === undefined ? {} : { start }),
    ...fresh,
  };
}

function keyOf(query: AuditQuery) {
  return ['audit', query] as const;
}
