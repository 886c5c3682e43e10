import type { CheckCode } from '#lib/graph/verification/check-code';
import type { EvidenceForm } from '#lib/graph/verification/evidence-check';
import { cleanText } from '#lib/text/untrusted-text';
import type { Outcome, ProvenOutcome, RefusedOutcome } from '#lib/verify/outcome';
import { fitsIdentity } from '#lib/verify/policies/identities';
import type { Authority, ImagePolicy, NamedRoot, Policy } from '#lib/verify/policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { authorityId } from './applying-policies.ts';
import type { SigstoreTrust, Verifiers } from './verifiers.ts';
import { isNotationForm } from './verifiers.ts';

/** What holding evidence against one authority, or one root, key or store that is known here, came to. */
export type Attempt = {
  readonly outcome: Outcome;
  /** `policy/authority`; undefined where no authority was asked. */
  readonly authority?: string;
  /** Whether the authority names the signer, and takes what was signed. */
  readonly isNamed: boolean;
  readonly warnings: readonly string[];
  /** Whether the authority asks for statements, and not for a signature of the artifact. */
  readonly asksStatements: boolean;
  /** What the authority asks for instead, as the end of a sentence. */
  readonly asked?: string;
};

const sigstoreForms: readonly EvidenceForm[] = ['sigstore-bundle', 'cosign-simplesigning', 'dsse'];

/** Whether an authority looks at evidence of this form at all. */
export function takesForm({ formats, trust }: Authority, form: EvidenceForm): boolean {
  if (trust.by === 'notation') return isNotationForm(form);
  if (!sigstoreForms.includes(form)) return false;
  return formats.length === 0 || formats.includes(form === 'sigstore-bundle' ? 'bundle' : 'legacy');
}

/** What is held against what, and who judges. */
export type Trial = {
  readonly evidence: SignedEvidence;
  readonly policy: Policy;
  /** The policies that apply. */
  readonly applying: readonly ImagePolicy[];
  readonly now: Date;
  readonly verifiers: Verifiers;
};

/** The evidence held against every authority that applies and takes its form. */
export function tryAuthorities(trial: Trial): readonly Attempt[] {
  return trial.applying.flatMap((policy) =>
    policy.authorities
      .filter((authority) => takesForm(authority, trial.evidence.material.form))
      .map((authority) => tryAuthority(trial, policy, authority)),
  );
}

function tryAuthority(trial: Trial, policy: ImagePolicy, authority: Authority): Attempt {
  const { evidence, now, verifiers } = trial;
  const { trust, attestations, warnings } = authority;
  const head = {
    authority: authorityId(policy, authority),
    warnings,
    asksStatements: attestations.length > 0,
  };
  const [sentence] = [...policy.unsupported, ...authority.unsupported];
  if (sentence !== undefined) return unsupportedAttempt(head, sentence);
  switch (trust.by) {
    case 'nothing':
      return unsupportedAttempt(head, 'it names nobody.');
    case 'key':
    case 'keyless': {
      const outcome = verifiers.sigstore(evidence, trust, now);
      const asked = outcome.isProven ? missesOf(authority, evidence, outcome) : undefined;
      const isNamed = outcome.isProven && asked === undefined;
      return { ...head, outcome, isNamed, ...(asked === undefined ? {} : { asked }) };
    }
    case 'notation':
      return tryStatement(trial, trust.trustPolicy, head);
    default:
      return trust satisfies never;
  }
}

type AttemptHead = Pick<Attempt, 'authority' | 'warnings' | 'asksStatements'>;

function tryStatement({ evidence, policy, now, verifiers }: Trial, name: string, head: AttemptHead): Attempt {
  const { statements = [], stores = {}, unsupported = [] } = policy.notation ?? {};
  const statement = statements.find((one) => one.name === name);
  const [problem] = unsupported;
  if (statement === undefined || problem !== undefined)
    return unsupportedAttempt(head, problem ?? 'its statement is missing.');
  const outcome = verifiers.notation(evidence, statement, stores, now);
  return { ...head, outcome, isNamed: outcome.isProven };
}

/** What an authority asks for and a proven signature is not; undefined when it is the one that it names. */
function missesOf(
  { trust, attestations }: Authority,
  evidence: SignedEvidence,
  { signer, predicateType = evidence.predicateType }: ProvenOutcome,
): string | undefined {
  if (trust.by === 'keyless' && !trust.identities.some((identity) => fitsIdentity(identity, signer)))
    return 'names somebody else';
  const types = attestations.map((one) => one.predicateType);
  if (types.length === 0 || (predicateType !== undefined && types.includes(predicateType))) return undefined;
  return `asks for a statement of the type ${types.map((type) => cleanText(type)).join(' or ')}`;
}

function unsupportedAttempt(head: AttemptHead, sentence: string): Attempt {
  const outcome: RefusedOutcome = {
    isProven: false,
    state: 'cannot-check',
    facet: 'trust',
    code: 'policy-not-supported',
    reason: `${cleanText(head.authority ?? '')} cannot be checked: ${sentence}`,
    help: 'Change this part of the policy.',
  };
  return { ...head, outcome, isNamed: false };
}

/** The evidence held against every key, root and store that is known here, whoever may sign by the policy. */
export function tryEverythingKnown({ evidence, policy, now, verifiers }: Trial): readonly Attempt[] {
  if (isNotationForm(evidence.material.form)) {
    const stores = policy.notation?.stores ?? {};
    if (Object.keys(stores).length === 0) return [];
    return [knownAttempt(verifiers.notationSigner(evidence, stores, now))];
  }
  const attempts: Attempt[] = [];
  for (const trust of knownTrusts(policy)) {
    const outcome = verifiers.sigstore(evidence, trust, now);
    attempts.push(knownAttempt(outcome.isProven ? outcome : withoutAuthority(outcome, trust)));
    if (outcome.isProven) break;
  }
  return attempts;
}

function knownAttempt(outcome: Outcome): Attempt {
  return { outcome, isNamed: false, warnings: [], asksStatements: false };
}

/** A key that nobody asked for and that does not fit is no proof of a wrong signature: the right one may be missing. */
function withoutAuthority(outcome: RefusedOutcome, trust: SigstoreTrust): RefusedOutcome {
  const isOther = outcome.code === 'wrong-material';
  if (trust.by === 'key' ? outcome.code === 'signature-mismatch' : isOther) return missingKey;
  return isOther ? missingRoot : outcome;
}

const missing = { isProven: false, state: 'cannot-check', facet: 'trust' } as const;

/** Nothing is here that a signature by a key fits. */
export const missingKey: RefusedOutcome = {
  ...missing,
  code: 'no-key',
  reason: 'No key here matches the signature.',
  help: 'Add the public key of the signer to the policy. A manipulated signature matches no key.',
};

const missingRoot: RefusedOutcome = {
  ...missing,
  code: 'no-trusted-root',
  reason: 'There is no trusted root here for the certificate of the signer.',
  help: 'Add the trusted root of the signer to the policy.',
};

/** No trust store is here for a signature of notation. */
export const missingStore: RefusedOutcome = {
  ...missing,
  code: 'no-trust-store',
  reason: 'There is no trust store here for the signature.',
  help: "Add notation's trust policy and trust stores to the policy.",
};

/** Each key and each root, keys first, which are judged faster. */
function knownTrusts({ keys, roots, policies }: Policy): readonly SigstoreTrust[] {
  const trusts = policies.flatMap(({ authorities }) => authorities.map(({ trust }) => trust));
  const ofAuthorities = trusts.flatMap((trust) => (trust.by === 'key' ? [trust] : []));
  const byPem = new Map<string, SigstoreTrust>(
    keys.map((key) => [key.pem, { by: 'key', key, demands: { ignoreCtLog: true } }]),
  );
  for (const { key, hash } of ofAuthorities)
    byPem.set(key.pem, {
      by: 'key',
      key,
      ...(hash === undefined ? {} : { hash }),
      demands: { ignoreCtLog: true },
    });
  return [...byPem.values(), ...roots.flatMap(waysToTrust)];
}

/** A certificate counts by a log entry, by a time stamp, or as of now, whichever proves it. */
function waysToTrust(root: NamedRoot): readonly SigstoreTrust[] {
  return [{ log: root }, { timestamp: root }, {}].map((demands) => ({
    by: 'keyless',
    root,
    identities: [],
    demands: { ...demands, ignoreCtLog: false },
  }));
}

/**
 * How much a refusal says, more first. What is wrong with the bytes themselves is wrong under every policy. What a policy
 * asks in a way that is not supported may be there. A key or a root that does not fit says least: another may.
 */
export function weightOf({ state, facet, code }: RefusedOutcome): number {
  const own = weights.get(code);
  if (own !== undefined) return own;
  if (state === 'failed') return facet === 'trust' ? 5 : 7;
  return 4;
}

/** A refusal of this weight or less leaves open whether another key or root fits. */
export const weakRefusal = 3;

const weights: ReadonlyMap<CheckCode, number> = new Map([
  ['policy-not-supported', 6],
  ['signature-mismatch', weakRefusal],
  ['certificate-not-trusted', weakRefusal],
  ['no-authority-names-it', weakRefusal],
  ['no-trusted-root', 2],
  ['no-trust-store', 2],
  ['no-key', 2],
  ['wrong-material', 1],
]);
