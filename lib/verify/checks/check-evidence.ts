import type { CheckCode } from '#lib/graph/verification/check-code';
import type { EvidenceCheck, Facets } from '#lib/graph/verification/evidence-check';
import type { Reference } from '#lib/oci/reference';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyHelmProvenance } from '#lib/verify/helm-provenance';
import type { CheckRefusal, ProvenOutcome, RefusedOutcome } from '#lib/verify/outcome';
import type { ImagePolicy, Policy } from '#lib/verify/policy';
import type { Material, SignedEvidence } from '#lib/verify/signed-evidence';
import { applyingPolicies } from './applying-policies.ts';
import type { Attempt, Trial } from './attempts.ts';
import {
  missingKey,
  missingStore,
  tryAuthorities,
  tryEverythingKnown,
  weakRefusal,
  weightOf,
} from './attempts.ts';
import { isSignature } from './is-signature.ts';
import type { Verifiers } from './verifiers.ts';
import { isNotationForm, ownVerifiers } from './verifiers.ts';

/** What a check is about, and as of when. */
export type CheckQuestion = {
  /** The artifact that was asked for: its name decides which policies apply. */
  readonly reference: Reference;
  readonly now: Date;
};

/**
 * One piece of evidence held against a policy. It *matches* exactly where cosign or notation would take it under one of
 * the authorities that apply; it is *valid* where a key, a root or a store that is known here proves who signed, and no
 * authority names that signer. It never throws.
 */
export function checkEvidence(
  evidence: SignedEvidence,
  policy: Policy,
  { reference, now }: CheckQuestion,
  verifiers: Verifiers = ownVerifiers,
): EvidenceCheck {
  const head = headOf(evidence);
  const { material } = evidence;
  if (material.form === 'unsigned') return { ...head, ...unsigned };
  if (material.form === 'helm-prov') return { ...head, ...helmParts(material) };
  const trial = { evidence, policy, applying: applyingPolicies(policy, reference), now, verifiers };
  const attempts = tryAuthorities(trial);
  const named = attempts.flatMap(({ outcome, ...attempt }) =>
    attempt.isNamed && outcome.isProven ? [{ ...attempt, outcome }] : [],
  );
  const [first] = named;
  if (first !== undefined) return { ...head, ...matchParts(evidence, first, named) };
  return { ...head, ...unnamedParts(trial, attempts) };
}

type Head = Pick<EvidenceCheck, 'digest' | 'blob' | 'about' | 'through' | 'form' | 'kind' | 'predicateType'>;
type Rest = Omit<EvidenceCheck, keyof Head> & Pick<EvidenceCheck, 'predicateType'>;

function headOf(evidence: SignedEvidence): Head {
  const { digest, blob, target, through, material, kind, predicateType } = evidence;
  return {
    digest,
    ...(blob === undefined ? {} : { blob }),
    about: target.digest,
    ...(through === undefined ? {} : { through }),
    form: material.form,
    kind,
    ...(predicateType === undefined ? {} : { predicateType }),
  };
}

const open: Facets = {
  integrity: { state: 'unknown' },
  binding: { state: 'unknown' },
  trust: { state: 'unknown' },
};

const unsigned: Rest = {
  state: 'present',
  facets: { ...open, trust: { state: 'unknown', reason: 'This is not signed.' } },
  times: [],
  code: 'unsigned',
  reason: 'This is not signed.',
};

/** That it names another chart is told of its text, whose signature nobody here can check. */
function helmParts(material: Extract<Material, { readonly form: 'helm-prov' }>): Rest {
  const parts = outcomeRefusal(verifyHelmProvenance(material));
  const { integrity } = parts.facets;
  return {
    ...parts,
    facets: { ...parts.facets, integrity: integrity.state === 'holds' ? open.integrity : integrity },
  };
}

type Named = Attempt & { readonly outcome: ProvenOutcome };

function matchParts(
  { material }: SignedEvidence,
  { outcome, authority = '', ...first }: Named,
  named: readonly Named[],
): Rest {
  const authorities = named.flatMap((one) => one.authority ?? []);
  const isStatement = !isSignature({ form: material.form, ...outcome });
  return {
    ...proofParts(outcome, [
      ...first.warnings,
      ...(isStatement && !first.asksStatements ? [statementNote] : []),
    ]),
    state: 'matches',
    authority,
    ...(authorities.length > 1 ? { authorities } : {}),
    code: 'matches-policy',
    reason: `Signed by ${outcome.signer.name}, as ${cleanText(nameOfAuthority(authority))} asks.`,
  };
}

/** A policy of one authority that has its own name is named once. */
function nameOfAuthority(id: string): string {
  const [policy, authority] = id.split('/');
  return policy === authority && policy !== undefined ? policy : id;
}

const statementNote = 'This is an attestation, not a signature, although cosign 3 verify accepts it as one.';

function proofParts(
  { signer, times, predicateType, warnings = [] }: ProvenOutcome,
  more: readonly string[],
): Pick<Rest, 'facets' | 'signer' | 'times' | 'predicateType' | 'warnings'> {
  const all = [...warnings, ...more];
  return {
    facets: {
      integrity: { state: 'holds' },
      binding: { state: 'holds' },
      trust: { state: 'holds', reason: `Signed by ${signer.name}: the signer is proven.` },
    },
    signer,
    times,
    ...(predicateType === undefined ? {} : { predicateType }),
    ...(all.length === 0 ? {} : { warnings: all }),
  };
}

/** No authority names the signer: proven all the same, wrong, or not to be judged here. */
function unnamedParts(trial: Trial, attempts: readonly Attempt[]): Rest {
  const { applying, evidence, now, verifiers } = trial;
  const wrong = verifiers.disproof(evidence, now);
  if (wrong?.state === 'failed') return outcomeRefusal({ isProven: false, ...wrong });
  const heavy = heaviest(attempts);
  const isOpen = heavy?.code === 'policy-not-supported';
  const stranger = attempts.find(isProof);
  if (stranger !== undefined && !isOpen) return validParts(stranger, applying);
  // What a policy asks for and is missing makes it fail, whoever else could prove the signer.
  if (heavy !== undefined && (isOpen || (heavy.state === 'failed' && weightOf(heavy) > weakRefusal)))
    return outcomeRefusal(heavy);
  const known = tryEverythingKnown(trial);
  const proof = known.find(isProof);
  if (proof !== undefined) return validParts(proof, applying, heavy);
  const nothing = isNotationForm(evidence.material.form) ? missingStore : missingKey;
  const parts = outcomeRefusal(heaviest([...attempts, ...known]) ?? nothing);
  return wrong === undefined ? withClaim(parts) : parts;
}

/** It names what it hangs on. Who could have written that is what was not proven. */
function withClaim(parts: Rest): Rest {
  if (parts.facets.binding.state !== 'unknown') return parts;
  return { ...parts, facets: { ...parts.facets, binding: claimed } };
}

const claimed = {
  state: 'holds',
  reason: 'It names the digest it is attached to, which anybody with push access can write.',
} as const;

function isProof(attempt: Attempt): attempt is Named {
  return attempt.outcome.isProven;
}

function heaviest(attempts: readonly Attempt[]): RefusedOutcome | undefined {
  return attempts
    .flatMap(({ outcome }) => (outcome.isProven ? [] : [outcome]))
    .reduce<RefusedOutcome | undefined>(
      (best, one) => (best === undefined || weightOf(one) > weightOf(best) ? one : best),
      undefined,
    );
}

function validParts(
  { outcome, ...attempt }: Named,
  applying: readonly ImagePolicy[],
  refusal?: RefusedOutcome,
): Rest {
  const head = { ...proofParts(outcome, []), state: 'valid' } as const;
  const who = outcome.signer.name;
  if (refusal?.code === 'revocation-not-checked') {
    const { code, reason, help } = refusal;
    return { ...head, code, reason, ...(help === undefined ? {} : { help }) };
  }
  if (applying.length === 0)
    return {
      ...head,
      code: 'no-policy',
      reason: `Signed by ${who}. No policy applies, so nothing says whether this is the right signer.`,
      help: 'Give a policy that names who may sign this image.',
    };
  const { asked, authority = '' } = attempt;
  const why = asked === undefined ? refusal?.reason : `${cleanText(authority)} ${asked}.`;
  return {
    ...head,
    code: 'no-authority-names-it',
    reason: `Signed by ${who}, but no authority of ${policyNames(applying)} accepts this signer.${why === undefined ? '' : ` ${why}`}`,
    help: 'If this signer may sign the image, add an authority for it to the policy.',
  };
}

function policyNames(policies: readonly ImagePolicy[]): string {
  return policies.map(({ name }) => cleanText(name)).join(', ');
}

function outcomeRefusal(outcome: RefusedOutcome): Rest {
  const { signer, times = [] } = outcome;
  return { ...refusalParts(outcome), ...(signer === undefined ? {} : { signer }), times };
}

function refusalParts({ state, facet, code, reason, help }: CheckRefusal): Rest {
  const side = { state: state === 'failed' ? 'fails' : 'unknown', reason } as const;
  const before = judgedLast.has(code)
    ? { integrity: holds, binding: holds }
    : facet === 'binding'
      ? { integrity: holds }
      : {};
  return {
    state,
    facets: { ...open, ...before, [facet]: side },
    times: [],
    code,
    reason,
    ...(help === undefined ? {} : { help }),
  };
}

const holds = { state: 'holds' } as const;

/** What is looked at when the signature is known to fit and to name the artifact. */
const judgedLast: ReadonlySet<CheckCode> = new Set<CheckCode>([
  'certificate-chain',
  'certificate-expired',
  'log-entry-missing',
  'log-entry-invalid',
  'timestamp-missing',
  'timestamp-invalid',
  'time-in-future',
  'no-trusted-root',
  'log-not-known',
  'ct-log-not-known',
]);
