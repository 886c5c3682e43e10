import type { SavedAudit } from '#lib/api/contract/saved-audit-contract';
import { compareAudits } from '#lib/audit/compare-audits';
import { getSavedAudits } from '#lib/server/audits/get-saved-audits';
import { savedAuditLimits } from '#lib/server/audits/limits';
import type { SavedAudits } from '#lib/server/audits/saved-audits';
import { problemError } from '#lib/server/platform/problem-error';
import type { RouteCall } from './route-call.ts';
import { readBody, readQuery, respondJson } from './route-call.ts';

/** The audits that were saved, the newest first. */
export async function answerSavedAudits({ url, session }: RouteCall): Promise<Response> {
  const { scope } = readQuery('GET /api/audits', url);
  return respondJson('GET /api/audits', await getSavedAudits().list(session.owner, scope));
}

/**
 * Saves an audit, which is the document of `GET /api/audit`.
 *
 * @throws ProblemError `request-invalid`, `audits-limited`, `disk-full`
 */
export async function answerSaveAudit({ request, url, session }: RouteCall): Promise<Response> {
  readQuery('POST /api/audits', url);
  const audit = await readBody('POST /api/audits', request, savedAuditLimits.documentMaxBytes);
  const saved = await getSavedAudits().save(session.owner, audit);
  return respondJson('POST /api/audits', saved, { location: `/api/audits/${saved.id}` });
}

/** A saved audit. */
export async function answerSavedAudit({ url, session }: RouteCall): Promise<Response> {
  readQuery('GET /api/audits/{id}', url);
  return respondJson('GET /api/audits/{id}', await getSavedAudits().find(session.owner, idOf(url)));
}

/** Deletes a saved audit. */
export async function answerDeleteAudit({ url, session }: RouteCall): Promise<Response> {
  readQuery('DELETE /api/audits/{id}', url);
  await getSavedAudits().remove(session.owner, idOf(url));
  return new Response(null, { status: 204 });
}

/**
 * What changed up to a saved audit since another, or since the one of the same scope that was saved before it.
 *
 * @throws ProblemError `not-found` where nothing was saved before
 */
export async function answerAuditChanges({ url, session }: RouteCall): Promise<Response> {
  const { since } = readQuery('GET /api/audits/{id}/changes', url);
  const { owner } = session;
  const audits = getSavedAudits();
  const after = await audits.find(owner, idOf(url));
  const earlier = since ?? (await oneBefore(audits, owner, after.saved));
  const before = await audits.find(owner, earlier);
  return respondJson('GET /api/audits/{id}/changes', {
    before: before.saved,
    after: after.saved,
    ...compareAudits(before.audit, after.audit),
  });
}

async function oneBefore(audits: SavedAudits, owner: string, after: SavedAudit): Promise<string> {
  const { scope } = after;
  const { audits: all } = await audits.list(owner, scope);
  // The newest comes first.
  const before = all.find(({ saved }) => saved < after.saved);
  if (before !== undefined) return before.id;
  throw problemError('not-found', `No audit of ${scope} was saved before this one.`, {
    hint: 'Save another one later, or name one with since=ID.',
  });
}

function idOf({ pathname }: URL): string {
  return pathname.split('/')[3] ?? '';
}
