import { createChannel } from '#lib/async/channel';
import type { Audit, AuditEvent, AuditRow } from '#lib/audit/audit';
import { countAudit, worstFirst } from '#lib/audit/count-audit';
import { placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import type { AuditContext } from './audit-artifact.ts';
import { auditArtifact } from './audit-artifact.ts';
import type { AuditRules } from './audit-rules.ts';
import type { AuditScope } from './audit-scope.ts';
import { formatAuditScope } from './audit-scope.ts';
import { auditRunLimits } from './limits.ts';
import type { ListedArtifact } from './list-artifacts.ts';
import { listArtifacts } from './list-artifacts.ts';
import { createStamina } from './stamina.ts';

/** What is audited, by which rules, and for whom. */
export type AuditRequest = {
  readonly session: Session;
  readonly scope: AuditScope;
  readonly rules: AuditRules;
  /** Asks for everything, also for what was asked a moment ago. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; the clock when left out. */
  readonly now?: () => number;
};

/**
 * Artifacts and what speaks for them: each row when it is known, and last what they come to. Who stops reading stops all
 * that is under way.
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
  const rows: AuditRow[] = [];
  for await (const batch of events)
    for (const event of batch) {
      if (event.type === 'row') rows.push(event.row);
      if (event.type !== 'end') continue;
      const { type: _, ...end } = event;
      return { ...end, rows: worstFirst(rows) };
    }
  throw new Error('An audit has ended without its end.');
}

/** What was found so far. */
type Findings = { readonly rows: AuditRow[]; readonly limits: Set<string>; known: number; moved: number };

async function audit(request: AuditRequest, push: (event: AuditEvent) => void): Promise<void> {
  const { scope, rules, now = Date.now } = request;
  const startedAt = now();
  const found: Findings = { rows: [], limits: new Set(), known: 0, moved: 0 };
  const limit = (reason: string) => {
    if (found.limits.has(reason)) return;
    found.limits.add(reason);
    push({ type: 'limit', reason });
  };
  const context = contextOf(request);
  const listed = listArtifacts(scope, { ...context, limit });
  const artifacts = flatten(listed, (count) => {
    found.known += count;
    push({ type: 'progress', done: found.rows.length, known: found.known });
  });
  const worker = async () => {
    for (let next = await artifacts.next(); next.done !== true; next = await artifacts.next()) {
      const { row, hasMoved } = await auditArtifact(context, next.value);
      found.rows.push(row);
      if (hasMoved) found.moved += 1;
      push({ type: 'row', row });
      push({ type: 'progress', done: found.rows.length, known: found.known });
    }
  };
  await Promise.all(Array.from({ length: auditRunLimits.artifactsAtOnce }, worker));
  for (const problem of rules.problems) limit(problem);
  if (found.moved > 0) limit(movedSentence(found.moved));
  const isWhole = found.limits.size === 0;
  for (const remark of rules.remarks) limit(remark);
  push({
    type: 'end',
    scope: formatAuditScope(scope),
    require: rules.require,
    ...(rules.policy === undefined ? {} : { policy: rules.policy }),
    asOf: new Date(startedAt).toISOString(),
    complete: isWhole,
    counts: countAudit(found.rows),
    limits: [...found.limits],
  });
}

function contextOf({ session, rules, isFresh, signal, now = Date.now }: AuditRequest): AuditContext {
  return {
    session,
    placeOf: (at) => placeOf(session, at),
    requirements: rules.requirements,
    policy: rules.policy === undefined ? undefined : { only: rules.only },
    now,
    stamina: createStamina(auditRunLimits.failuresMax),
    isFresh,
    signal,
  };
}

/** The artifacts one by one, for several readers; `told` hears how many come with each list. */
async function* flatten(
  lists: AsyncIterable<readonly ListedArtifact[]>,
  told: (count: number) => void,
): AsyncGenerator<ListedArtifact> {
  for await (const list of lists) {
    told(list.length);
    yield* list;
  }
}

function movedSentence(count: number): string {
  const artifacts = count === 1 ? '1 artifact' : `${count.toLocaleString('en')} artifacts`;
  return `Tags of ${artifacts} moved while this ran: what they name now was not looked at.`;
}
