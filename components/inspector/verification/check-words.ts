import { momentText } from '#components/viewers/claims/build-words.ts';
import { formText } from '#components/viewers/claims/signature-words.ts';
import type {
  CheckFacet,
  EvidenceCheck,
  EvidenceForm,
  Facets,
  SignedTime,
} from '#lib/graph/verification/evidence-check';
import type { Verification } from '#lib/graph/verification/verification';
import { formatShortDigest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import { shorten } from '#lib/text/untrusted-text';

const kindWords = new Map<Kind, string>([
  ['sbom', 'SBOM'],
  ['vex', 'VEX'],
  ['vulnerability-report', 'report'],
  ['test-result', 'test result'],
]);

/** What was checked, in which form: `signature, sigstore bundle`. */
export function checkedText({ kind, form, through }: EvidenceCheck): string {
  const words = [kindWords.get(kind) ?? kind, formOf(form), through === undefined ? '' : places[through]];
  return words.filter((word) => word !== '').join(', ');
}

const places = {
  index: 'on the index',
  platform: 'on a platform',
  referrer: 'on an attached artifact',
} as const satisfies Record<NonNullable<EvidenceCheck['through']>, string>;

function formOf(form: EvidenceForm): string {
  return form === 'unsigned' ? 'not signed' : formText(form);
}

/** Who is proven to have signed, or said to have; undefined where it names nobody. */
export function signerText({ state, signer }: EvidenceCheck): string | undefined {
  if (signer === undefined) return undefined;
  const name = shorten(signer.name);
  return state === 'valid' || state === 'matches' ? name : `says: ${name}`;
}

const facetNames = { integrity: 'Integrity', binding: 'Binding', trust: 'Trust' } as const;
const facetStates = { holds: 'holds', fails: 'failed', unknown: 'not determined' } as const;

const plainReasons = {
  integrity: {
    holds: 'The signature matches the content.',
    fails: 'The signature does not match the content.',
  },
  binding: {
    holds: 'It names the artifact it is attached to.',
    fails: 'It names another artifact than the one it is attached to.',
  },
  trust: { holds: 'The signer is proven.', fails: 'The signer is not proven.' },
} as const satisfies Record<keyof Facets, Record<'holds' | 'fails', string>>;

/** One side of a check as people read it. */
export type FacetWords = {
  readonly id: keyof Facets;
  readonly state: CheckFacet['state'];
  readonly title: string;
  readonly reason: string;
};

/** The three sides of a check, each with a sentence. */
export function facetWords({ facets }: Pick<EvidenceCheck, 'facets'>): readonly FacetWords[] {
  return (['integrity', 'binding', 'trust'] as const).map((id) => {
    const { state, reason } = facets[id];
    const plain = state === 'unknown' ? 'Not checked.' : plainReasons[id][state];
    return {
      id,
      state,
      title: `${facetNames[id]} ${facetStates[state]}`,
      reason: reason === undefined ? plain : shorten(reason),
    };
  });
}

const timeNames = {
  log: 'Log entry',
  timestamp: 'Time stamp',
  claimed: 'Claimed time',
} as const satisfies Record<SignedTime['source'], string>;

/** When it was signed, and who says so. */
export function timeWords({ source, at, by, logIndex }: SignedTime): {
  readonly name: string;
  readonly value: string;
} {
  const entry = logIndex === undefined ? undefined : `number ${shorten(logIndex)}`;
  const place = by === undefined ? undefined : `${source === 'log' ? 'in' : 'by'} ${shorten(by)}`;
  return {
    name: timeNames[source],
    value: [momentText(at), entry, place].filter((part) => part !== undefined).join(', '),
  };
}

/** The commands that give the same answer for one piece of evidence: those of the tool that signed it. */
export function commandsFor(
  { form, kind }: Pick<EvidenceCheck, 'form' | 'kind'>,
  commands: readonly string[],
): readonly string[] {
  if (form === 'unsigned' || form === 'helm-prov') return [];
  const isNotation = form === 'notation-jws' || form === 'notation-cose';
  const verbs = isNotation
    ? ['notation ']
    : kind === 'signature'
      ? ['cosign verify ']
      : ['cosign verify-attestation ', 'gh attestation '];
  return commands.filter((command) => verbs.some((verb) => command.startsWith(verb)));
}

/** The verdict as a sentence. */
export function verdictText({ verdict, policy }: Pick<Verification, 'verdict' | 'policy'>): string {
  if (policy.source === 'none') return 'No policy applies.';
  const name = shorten(policy.name);
  switch (verdict) {
    case 'pass':
      return `This artifact passes ${name}.`;
    case 'fail':
      return `This artifact fails ${name}.`;
    case 'unknown':
      return `It is unknown whether this artifact passes ${name}.`;
    default:
      return verdict satisfies never;
  }
}

/** Where the policy comes from: `from the server, sha256:4f7c19e2`. */
export function policyText({ source, hash }: Verification['policy']): string {
  const short = `sha256:${hash.slice(0, 8)}`;
  switch (source) {
    case 'file':
      return `from the server, ${short}`;
    case 'inline':
      return `pasted in this tab, ${short}`;
    case 'none':
      return 'none';
    default:
      return source satisfies never;
  }
}

/** `1 matches, 2 valid, 1 failed`; undefined without any check. */
export function checkCountsText(checks: readonly Pick<EvidenceCheck, 'state'>[]): string | undefined {
  const words = {
    matches: 'matches',
    valid: 'valid',
    failed: 'failed',
    'cannot-check': 'cannot be checked',
    present: 'not signed or not checked',
  } as const satisfies Record<EvidenceCheck['state'], string>;
  const counts = Map.groupBy(checks, ({ state }) => state);
  const parts = Object.entries(words).flatMap(([state, word]) => {
    const count = [...counts].find(([one]) => one === state)?.[1].length ?? 0;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** What a check hangs on, where that is not what was asked for. */
export function aboutText({ through, about }: EvidenceCheck): string | undefined {
  return through === undefined ? undefined : `It is about ${formatShortDigest(about)}, ${places[through]}.`;
}

const statesInOrder = ['matches', 'failed', 'valid', 'cannot-check', 'present'] as const;

/** Checks with what decides first: signatures before statements, those of the artifact before those of others, and what is proven before what is open. */
export function inReadingOrder(checks: readonly EvidenceCheck[]): readonly EvidenceCheck[] {
  const rank = ({ through, kind, state }: EvidenceCheck) => [
    through === undefined ? 0 : 1,
    kind === 'signature' ? 0 : 1,
    statesInOrder.indexOf(state),
  ];
  const ranked = checks.map((check) => ({ check, rank: rank(check).join('') }));
  return ranked.toSorted((a, b) => Number(a.rank) - Number(b.rank)).map(({ check }) => check);
}
