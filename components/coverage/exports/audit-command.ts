import type { AuditQuery } from '#components/coverage/stream/audit-query.ts';
import { quoteArgument } from '#lib/text/quote-argument';

/**
 * The command that asks the same of this Orrery, and where something is required ends a job as the verdict is: $TOKEN
 * stands for the token of its data folder. `origin` is that of the page.
 */
export function auditCommand(origin: string, query: AuditQuery, isGate: boolean): string {
  const { ref, require, policy, repositories } = query;
  const parts = Object.entries({ ref, repositories, require, policy }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--data-urlencode ${quoteArgument(`${name}=${value}`)}`],
  );
  return [
    `curl --fail-with-body -sS -G ${quoteArgument(`${origin}/api/audit`)} -H "authorization: Bearer $TOKEN"`,
    ...parts,
    ...(isGate ? ['-d gate=1'] : []),
  ].join(' ');
}
