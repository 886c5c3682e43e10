import { createChannel } from '#lib/async/channel';
import type { Audit, AuditEvent, AuditRow } from '#lib/audit/audit';
import { countAudit, worstFirst } from '#lib/audit/count-audit';
import type { Repository } from '#lib/oci/reference';
import { forgetLists, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import type { AuditContext } from './audit-artifact.ts';
import { auditArtifact } from './audit-artifact.ts';
import { createAuditRows } from './audit-rows.ts';
import type { AuditRules } from './audit-rules.ts';
import type { AuditScope, FirstTag } from './audit-scope.ts';
import { formatAuditScope } from './audit-scope.ts';
import { auditRunLimits } from './limits.ts';
import { listArtifacts } from './list-artifacts.ts';
import { createListTrust } from './list-trust.ts';
import { createStamina } from './stamina.ts';

/** What is audited, by which rules, and for whom. */
export type AuditRequest = {
  readonly session: Session;
  readonly scope: AuditScope;
  readonly rules: AuditRules;
  /** Looks at everything, also at what was looked at a moment ago: for who has to know what is so now. */
  readonly isFresh: boolean;
  /** Looked at before all others. */
  readonly first?: readonly FirstTag[];
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; the clock when left out. */
  readonly now?: () => number;
};

/**
 * Artifacts and what speaks for them: each row when it is known, again under the same reference when more tags turn out to
 * name it, and last what they come to. Who stops reading stops all that is under way.
 *
 * @throws RegistryError or OciError when the scope itself cannot be read, before the first event
 */
export async function* runAudit(request: AuditRequest): AsyncGenerator<readonly AuditEvent[]> {
  const readerLeft = new AbortController();
  const signal = AbortSignal.any([request.signal, readerLeft.signal]);
  const events = createChannel<AuditEvent>();
  audit({ ...request, signal }, events.push).then(events.close, events.fail);
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
export async function auditOf(events: AsyncIterable<readonly AuditEvent[]>): Promise<Audit> {
  const rows = new Map<string, AuditRow>();
  for await (const batch of events)
    for (const event of batch) {
      if (event.type === 'row') rows.set(event.row.reference, event.row);
      if (event.type !== 'end') continue;
      const { type: _, ...end } = event;
      return { ...end, rows: worstFirst([...rows.values()]) };
    }
  throw new Error('An audit has ended without its end.');
}

async function audit(request: AuditRequest, push: (event: AuditEvent) => void): Promise<void> {
  const { scope, rules, first = [], now = Date.now } = request;
  const startedAt = now();
  const limits = new Set<string>();
  const limit = (reason: string) => {
    if (limits.has(reason)) return;
    limits.add(reason);
    push({ type: 'limit', reason });
  };
  const rows = createAuditRows((row) => push({ type: 'row', row }));
  const progress = () => push({ type: 'progress', ...rows.progress() });
  const listed = (count: number) => {
    rows.expect(count);
    progress();
  };
  const context = contextOf(request);
  const enter = (at: Repository) => {
    if (request.isFresh) forgetLists(request.session, at);
  };
  const artifacts = listArtifacts(scope, { ...context, first, enter, limit, listed });
  let moved = 0;
  let oldest = startedAt;
  const worker = async () => {
    for (let next = await artifacts.next(); next.done !== true; next = await artifacts.next()) {
      if (!rows.add(next.value)) continue;
      const { row, hasMoved } = await auditArtifact(context, next.value);
      if (hasMoved) moved += 1;
      oldest = Math.min(oldest, Date.parse(row.asOf ?? '') || oldest);
      rows.finish(next.value, row);
      progress();
    }
  };
  await Promise.all(Array.from({ length: auditRunLimits.artifactsAtOnce }, worker));
  rows.settle();
  for (const problem of rules.problems) limit(problem);
  if (moved > 0) limit(movedSentence(moved));
  const isWhole = limits.size === 0;
  for (const remark of rules.remarks) limit(remark);
  push({
    type: 'end',
    scope: formatAuditScope(scope),
    require: rules.require,
    requirements: rules.stated,
    ...(rules.policy === undefined ? {} : { policy: rules.policy }),
    asOf: new Date(oldest).toISOString(),
    complete: isWhole,
    counts: countAudit(rows.all()),
    limits: [...limits],
  });
}

/** How the artifacts of one question are looked at. */
export function contextOf({
  session,
  rules,
  isFresh,
  signal,
  now = Date.now,
}: Omit<AuditRequest, 'scope'>): AuditContext {
  return {
    session,
    placeOf: (at) => placeOf(session, at),
    requirements: rules.requirements,
    policy: rules.policy === undefined ? undefined : { only: rules.only, hash: rules.policy.hash },
    ...(rules.sent === undefined ? {} : { sent: rules.sent }),
    now,
    stamina: createStamina(auditRunLimits.failuresMax),
    trust: createListTrust(auditRunLimits.listSamples),
    isFresh,
    signal,
  };
}

function movedSentence(count: number): string {
  const artifacts = count === 1 ? '1 artifact' : `${count.toLocaleString('en')} artifacts`;
  return `Tags of ${artifacts} moved while this ran: what they name now was not looked at.`;
}
