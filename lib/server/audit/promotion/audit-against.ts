import type { AuditRow } from '#lib/audit/audit';
import { allOf } from '#lib/audit/judge-row';
import type { AuditAnswer, AuditLine, Promotion } from '#lib/audit/promotion/promotion';
import { parseDigest } from '#lib/oci/digest';
import type { Reference, Repository } from '#lib/oci/reference';
import { parseReference } from '#lib/oci/reference';
import type { AuditScope } from '#lib/server/audit/audit-scope';
import type { AuditRequest } from '#lib/server/audit/run-audit';
import { auditOf, runAudit } from '#lib/server/audit/run-audit';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { forgetLists } from '#lib/server/sessions/connect';
import { judgeAgainst } from './judge-against.ts';

/**
 * The audit of one artifact, and what it comes to against the release that was accepted before: a reference, or a tag or
 * a digest of the same repository.
 *
 * @throws ProblemError `request-invalid` for more than one artifact; RegistryError or OciError when one of them cannot
 *   be found
 */
export async function auditAgainst(request: AuditRequest, against: string): Promise<AuditAnswer> {
  const { scope } = request;
  if (scope.kind !== 'artifact')
    throw invalidRequest('against compares one artifact: write a tag or a digest in ref.');
  const accepted = parseAccepted(against, scope);
  const audit = await auditOf(runAudit(request));
  const digest = audit.rows[0]?.digest;
  // A tag that moves while this runs leaves both answers about one artifact.
  const candidate = { ...scope.reference, ...(digest === undefined ? {} : { digest }) };
  // What lies in the repository of the candidate was forgotten by its own audit.
  const isElsewhere = placeText(accepted) !== placeText(candidate);
  if (request.isFresh && isElsewhere) forgetLists(request.session, accepted);
  const promotion = await judgeAgainst(request, { candidate, accepted });
  return { ...audit, against: promotion };
}

/** The same as lines: rows, and last what they come to. */
export async function* linesOf(answer: Promise<AuditAnswer>): AsyncGenerator<readonly AuditLine[]> {
  const { rows, ...end } = await answer;
  yield [...rows.map((row) => ({ type: 'row', row }) as const), { type: 'end', ...end }];
}

/** The audit for a table or for code scanning, which know rows alone: the candidate passes when the promotion does. */
export function withPromotion({ against, ...audit }: AuditAnswer): AuditAnswer {
  if (against === undefined) return audit;
  return { ...audit, rows: audit.rows.map((row) => mergeRow(row, against)) };
}

function mergeRow(row: AuditRow, { verdict, sections }: Promotion): AuditRow {
  const open = sections.filter((section) => section.verdict !== 'pass');
  const why = open.flatMap(({ sentences }) => sentences);
  return why.length === 0 ? row : { ...row, verdict: allOf([row.verdict, verdict]), why: [...new Set(why)] };
}

function placeText({ registry, repository }: Repository): string {
  return `${registry}/${repository}`;
}

function parseAccepted(
  text: string,
  { reference }: Extract<AuditScope, { readonly kind: 'artifact' }>,
): Reference {
  if (text.includes('/')) return parseReference(text);
  const { registry, repository } = reference;
  if (/^sha(?:256|512):/.test(text)) return { registry, repository, digest: parseDigest(text) };
  return parseReference(`${registry}/${repository}:${text}`);
}
