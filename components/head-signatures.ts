import type { Check } from '#lib/graph/check';
import { checkOfKind, signerOf } from '#lib/graph/check';
import type { GraphNode } from '#lib/graph/model';
import { stateWords } from '#lib/graph/verification/check-words';
import type { Verification } from '#lib/graph/verification/verification';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** One answer of the head line. */
export type HeadPart = {
  readonly id: string;
  readonly kind: Kind;
  /** `asking`: unknown yet · `failed`: proven wrong · `none`: every source says that there is none. */
  readonly state: 'asking' | 'found' | 'failed' | 'none' | 'unknown';
  readonly text: string;
  /** How this is known, or why not. */
  readonly title: string;
  /** Where the answer stands in full. */
  readonly target?: Digest;
  /** The part of it that holds the answer; undefined for its content. */
  readonly tab?: 'verification' | 'findings';
  /** What its check came to. */
  readonly check?: Check['state'];
};

/** The verification of the artifact as far as it is known: `asking` until all is checked. */
export type VerificationAnswer =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly verification: Verification }
  | { readonly state: 'failed'; readonly reason: string };

type Signed = { readonly node: GraphNode; readonly check: Check };

/**
 * What the head line says of signatures: first the best that is proven, then those that are wrong. `where` says on what
 * they were found.
 */
export function signatureParts(
  nodes: readonly GraphNode[],
  answer: VerificationAnswer,
  where = '',
): readonly HeadPart[] {
  const signed = nodes.flatMap((node): Signed[] => {
    const check = checkOfKind('signature', [node]);
    return check === undefined ? [] : [{ node, check }];
  });
  const failed = signed.filter(({ check }) => check.state === 'failed');
  const title = `${nodes.length} found${where}. ${titleOf(nodes, answer)}`;
  const best = bestOf(signed);
  return [
    ...(best === undefined ? [] : [goodPart(best, signed, title)]),
    ...(failed.length === 0 ? [] : [failedPart(failed, signed, title)]),
  ];
}

/** What the policy says of the artifact as a whole, where it is violated: a link to the reasons. */
export function verdictPart(root: Digest | undefined, answer: VerificationAnswer): HeadPart | undefined {
  if (answer.state !== 'known' || answer.verification.verdict !== 'fail') return undefined;
  const { policy, reasons } = answer.verification;
  return {
    ...{ id: 'verdict', kind: 'policy', state: 'failed', tab: 'verification' },
    text: `fails ${policy.name}`,
    title: reasons.join(' '),
    ...(root === undefined ? {} : { target: root }),
  };
}

function titleOf(nodes: readonly GraphNode[], answer: VerificationAnswer): string {
  switch (answer.state) {
    case 'asking':
      return 'The check is running.';
    case 'failed':
      return `They are not checked: ${answer.reason}`;
    case 'known':
      return answer.verification.reasons.join(' ') || (checkOfKind('signature', nodes)?.text ?? '');
    default:
      return answer satisfies never;
  }
}

const byWorth = ['matches', 'valid', 'cannot-check', 'present'] as const;

function bestOf(signed: readonly Signed[]): Signed | undefined {
  const state = byWorth.find((one) => signed.some(({ check }) => check.state === one));
  return signed.find(({ check }) => check.state === state);
}

function goodPart({ node, check }: Signed, signed: readonly Signed[], title: string): HeadPart {
  const alike = signed.filter((one) => one.check.state === check.state);
  return {
    ...{ id: 'signature', kind: 'signature', state: 'found', tab: 'verification' },
    text: goodText(node, check, alike),
    title,
    target: node.digest,
    check: check.state,
  };
}

function goodText(node: GraphNode, check: Check, alike: readonly Signed[]): string {
  const signer = signerOf(node);
  const by = signer === undefined ? '' : `, ${signer}`;
  switch (check.state) {
    case 'matches':
      return `signature valid${by} · ${check.text}`;
    case 'valid':
      return `signature valid${by}`;
    default: {
      const words = new Set(alike.map(({ check: { text } }) => text.replace(/^signed,? /, '')));
      const [first = ''] = words;
      const text = words.size === 1 ? first : stateWords[check.state];
      return alike.length > 1 ? `signed ${alike.length}×, ${text}` : `signed, ${text}`;
    }
  }
}

function failedPart(failed: readonly Signed[], signed: readonly Signed[], title: string): HeadPart {
  const [first] = failed;
  const words = checkOfKind(
    'signature',
    signed.map(({ node }) => node),
  )?.text;
  const many = words === 'failed' ? `${failed.length} signatures failed` : `signatures failed: ${words}`;
  return {
    ...{ id: 'signature failed', kind: 'signature', state: 'failed', tab: 'verification' },
    text: signed.length === 1 ? `signature failed: ${words}` : many,
    title,
    ...(first === undefined ? {} : { target: first.node.digest }),
    check: 'failed',
  };
}
