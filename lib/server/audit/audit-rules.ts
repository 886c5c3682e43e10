import type { EvidenceName, StatedRequirements } from '#lib/audit/audit';
import { formatRequirements } from '#lib/audit/format-requirements';
import { readRequirements, readStatedRequirements, requiredNames } from '#lib/audit/read-requirements';
import type { Requirements } from '#lib/audit/requirements';
import { requirementsOfQuery } from '#lib/audit/requirements-of-query';
import type { PolicyName } from '#lib/graph/verification/verification';
import { invalidRequest } from '#lib/server/platform/problem-error';
import type { Session } from '#lib/server/sessions/session';
import { getVerification } from '#lib/server/verification/verification-service';
import type { SentPolicy } from '#lib/server/verification/verifier/sent-policy';

/** What is required of artifacts, and against what they are verified. */
export type AuditRules = {
  readonly requirements: Requirements;
  /** The same for who reads the answer. */
  readonly stated: StatedRequirements;
  /** The kinds of evidence that they name. */
  readonly require: readonly EvidenceName[];
  /** Absent where there is no policy. */
  readonly policy?: PolicyName;
  /** What is sent to who verifies: one audit is judged by one policy, whatever becomes of the folder meanwhile. */
  readonly sent?: SentPolicy;
  /** The one policy that was asked for; undefined: all that apply. */
  readonly only: string | undefined;
  /** What of the requirements was not understood, in sentences: something may be required that was not looked at. */
  readonly problems: readonly string[];
  /** What of the policies was not understood, in sentences. */
  readonly remarks: readonly string[];
};

type Asked = {
  readonly session: Session;
  readonly signal: AbortSignal;
  /** In the words of `requirementsOfQuery`; undefined: the file of requirements decides. */
  readonly require: string | undefined;
  /** The name of one policy; undefined: all. */
  readonly policy: string | undefined;
};

/**
 * The rules of an audit: those of the question, or else those of the policy folder.
 *
 * @throws ProblemError `request-invalid` for a kind of evidence or a policy that nobody knows
 */
export async function rulesOf({ session, signal, require, policy: only }: Asked): Promise<AuditRules> {
  const { verifier, policies } = getVerification();
  const { parts, key, source, requirements: text, problems: unread } = await policies.current();
  const { requirements, stated } = requirementsIn(require, text);
  const hasPolicy = (parts.documents ?? []).length > 0 || parts.notation !== undefined;
  const sent = { parts, key, source, ...(only === undefined ? {} : { only }) };
  const explained = await verifier.explain(sent, {}, { owner: session, signal });
  if (only !== undefined && !explained.isKnown)
    throw invalidRequest(
      `There is no policy "${only.slice(0, 100)}" here; GET /api/policies names those that there are.`,
    );
  const name = only ?? explained.description.policies.map((one) => one.name).join(', ');
  return {
    requirements,
    stated,
    require: requiredNames(requirements),
    ...(hasPolicy ? { policy: { name, hash: explained.hash, source }, sent } : {}),
    only,
    problems: requirements.problems ?? [],
    remarks: hasPolicy ? [...unread, ...explained.description.problems] : unread,
  };
}

type FoundRequirements = Pick<AuditRules, 'requirements' | 'stated'>;

/** What the question requires, or else the file; without both nothing. */
function requirementsIn(require: string | undefined, file: string | undefined): FoundRequirements {
  if (require !== undefined) return requirementsAsked(require);
  const stated = requirementsOfFile(file);
  return { requirements: readStatedRequirements(stated), stated };
}

function requirementsAsked(require: string): FoundRequirements {
  const requirements = requirementsOfQuery(require);
  const [problem] = requirements.problems ?? [];
  if (problem !== undefined)
    throw invalidRequest(
      `The parameter "require" is invalid: write signature:valid,sbom,report:7d:max-high. ${problem}`,
    );
  return { requirements, stated: { source: 'query', text: formatRequirements(requirements.rules) } };
}

/** What the file of requirements says, with what of it is not understood; undefined is no file. */
export function requirementsOfFile(text: string | undefined): StatedRequirements {
  if (text === undefined) return { source: 'none', text: '' };
  const { problems } = readRequirements(text);
  // An empty file is a mistake, and no text means that nothing is required.
  return { source: 'file', text: text === '' ? '\n' : text, ...(problems === undefined ? {} : { problems }) };
}
