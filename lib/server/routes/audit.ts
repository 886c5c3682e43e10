import type { FrozenJsonOf } from '#lib/api/routes/route-types';
import { auditCsv } from '#lib/audit/audit-csv';
import { auditSarif } from '#lib/audit/audit-sarif';
import type { AuditAnswer } from '#lib/audit/promotion/promotion';
import type { AuditRules } from '#lib/server/audit/audit-rules';
import { rulesOf } from '#lib/server/audit/audit-rules';
import { parseAuditScope, parseFirstTags } from '#lib/server/audit/audit-scope';
import { auditAgainst, linesOf, withPromotion } from '#lib/server/audit/promotion/audit-against';
import { auditOf, runAudit } from '#lib/server/audit/run-audit';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { ndjsonBody } from './ndjson.ts';
import { attachment } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';

/**
 * Artifacts and what speaks for them: rows as they are known for who asks for NDJSON, else one document. With `gate=1`
 * its status says whether all pass, so that `curl -f` ends a job.
 *
 * @throws ProblemError `request-invalid` for a gate without anything that it could require
 */
export async function answerAudit({ request, url, session, signal }: RouteCall): Promise<Response> {
  const { ref, repositories, start, require, policy, against, format, gate, fresh } = readQuery(
    'GET /api/audit',
    url,
  );
  const scope = parseAuditScope(ref, repositories);
  const first = parseFirstTags(start);
  const rules = await rulesOf({ session, signal, require, policy });
  if (gate === '1') refuseEmptyGate(rules);
  // A job that has just pushed a signature must not hear of what was so before.
  const isFresh = fresh === '1' || gate === '1';
  const left = new AbortController();
  const stop = AbortSignal.any([signal, left.signal]);
  const asked = { session, scope, rules, first, isFresh, signal: stop };
  const isDocument = format !== undefined || gate === '1' || !wantsLines(request);
  if (isDocument) {
    const audit = await (against === undefined ? auditOf(runAudit(asked)) : auditAgainst(asked, against));
    return documentOf(audit, rules, { format, status: gate === '1' ? gateStatus(audit) : 200 });
  }
  const events = against === undefined ? runAudit(asked) : linesOf(auditAgainst(asked, against));
  // Until the scope itself is read nothing is promised: its failure is a problem, not a stream that breaks.
  const begun = await events.next();
  const headers = { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' };
  return new Response(
    ndjsonBody(begun, events, () => left.abort()),
    { headers },
  );
}

function refuseEmptyGate({ requirements, problems, policy }: AuditRules): void {
  if (requirements.rules.length > 0 || problems.length > 0 || policy !== undefined) return;
  throw invalidRequest(
    'A gate needs something to require: write require=signature,sbom, or keep requirements.yaml or a policy in the policy folder.',
  );
}

function wantsLines(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('application/x-ndjson');
}

type Form = { readonly format: 'json' | 'csv' | 'sarif' | undefined; readonly status: number };

function documentOf(audit: AuditAnswer, { requirements }: AuditRules, { format, status }: Form): Response {
  if (format === 'csv')
    return download(
      auditCsv(withPromotion(audit)),
      status,
      'text/csv; charset=utf-8; header=present',
      'audit.csv',
    );
  if (format === 'sarif')
    return download(
      JSON.stringify(auditSarif(withPromotion(audit), requirements)),
      status,
      'application/sarif+json',
      'audit.sarif',
    );
  return Response.json(audit satisfies FrozenJsonOf<'GET /api/audit'>, { status });
}

function download(text: string, status: number, type: string, name: string): Response {
  const headers = {
    'content-type': type,
    'content-disposition': attachment(name),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  };
  return new Response(text, { status, headers });
}

/**
 * 412 when one fails, 424 when something is unknown, else 200. A scope without artifacts proves nothing: a job that
 * names the wrong one must not pass. Where a release was named before it, what the candidate comes to against it counts.
 */
function gateStatus({ counts, complete, against }: AuditAnswer): 200 | 412 | 424 {
  if (counts.fail > 0 || against?.verdict === 'fail') return 412;
  const isOpen = counts.unknown > 0 || !complete || against?.verdict === 'unknown';
  return isOpen || counts.artifacts === 0 ? 424 : 200;
}
