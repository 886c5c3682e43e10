import { createChannel } from '#lib/async/channel';
import type { Repository } from '#lib/oci/reference';
import type { Cleanup, CleanupEvent } from '#lib/retention/cleanup';
import { cleanupLists } from '#lib/retention/cleanup-lists';
import type { StoredArtifact } from '#lib/retention/repository-facts';
import { retain } from '#lib/retention/retain';
import { formatRules, readRules } from '#lib/retention/retention-rules';
import type { AuditRules } from '#lib/server/audit/audit-rules';
import { forgetLists } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { collectRepositoryFacts } from './collect-repository-facts.ts';

/** What is looked at, by which rules, and for whom. */
export type CleanupRequest = {
  readonly session: Session;
  readonly at: Repository;
  readonly rules: Pick<AuditRules, 'policy' | 'only'>;
  /** Retention rules as text; undefined: none. */
  readonly keep: string | undefined;
  readonly untaggedDays: number;
  /** Asks for everything, also for what was asked a moment ago. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; the clock when left out. */
  readonly now?: () => number;
};

/**
 * What of a repository can go: each artifact when it is known, and last what they come to. Nothing is changed. Who stops
 * reading stops all that is under way.
 *
 * @throws RegistryError or OciError when no tag can be listed, before the first event
 */
export async function* runCleanup(request: CleanupRequest): AsyncGenerator<readonly CleanupEvent[]> {
  const readerLeft = new AbortController();
  const signal = AbortSignal.any([request.signal, readerLeft.signal]);
  const events = createChannel<CleanupEvent>();
  clean({ ...request, signal }, events.push).then(events.close, events.fail);
  try {
    yield* events.batches();
  } finally {
    readerLeft.abort();
  }
}

/**
 * The same as one document.
 *
 * @throws what the events throw
 */
export async function cleanupOf(events: AsyncIterable<readonly CleanupEvent[]>): Promise<Cleanup> {
  const artifacts = new Map<string, StoredArtifact>();
  for await (const batch of events)
    for (const event of batch) {
      if (event.type === 'artifact') artifacts.set(event.artifact.digest, event.artifact);
      if (event.type !== 'end') continue;
      const { type: _, ...end } = event;
      return { ...end, artifacts: [...artifacts.values()] };
    }
  throw new Error('A clean-up has ended without its end.');
}

/** What no registry can show; said with every clean-up. */
const unseen =
  'A registry lists what is attached only by the artifact that it is attached to, and lists no manifest without a tag: what nothing else names cannot be found here.';

async function clean(request: CleanupRequest, push: (event: CleanupEvent) => void): Promise<void> {
  const { session, at, rules, keep, untaggedDays, signal, now = Date.now } = request;
  const startedAt = now();
  if (request.isFresh) forgetLists(session, at);
  const limits = new Set<string>();
  const limit = (reason: string) => {
    if (limits.has(reason)) return;
    limits.add(reason);
    push({ type: 'limit', reason });
  };
  const facts = await collectRepositoryFacts({
    session,
    at,
    policy: rules.policy === undefined ? undefined : { only: rules.only },
    signal,
    limit,
    artifact: (artifact) => push({ type: 'artifact', artifact }),
    progress: (done, known) => push({ type: 'progress', done, known }),
  });
  const isWhole = limits.size === 0;
  const read = keep === undefined ? undefined : readRules(keep);
  for (const problem of read?.problems ?? []) limit(problem);
  limit(unseen);
  const { artifacts: _, ...rest } = facts;
  push({
    type: 'end',
    ...rest,
    scope: `${at.registry}/${at.repository}`,
    asOf: new Date(startedAt).toISOString(),
    complete: isWhole,
    ...(rules.policy === undefined ? {} : { policy: rules.policy }),
    lists: cleanupLists(facts, { untaggedDays, now: startedAt }),
    ...(read === undefined
      ? {}
      : { retention: { keep: formatRules(read.rules), ...retain(facts, read.rules, startedAt) } }),
    limits: [...limits],
  });
}
