import type { Check } from '#lib/graph/check';
import { checkOf, checkOfKind, signerOf } from '#lib/graph/check';
import type { GraphNode } from '#lib/graph/model';
import type { Verification } from '#lib/graph/verification/verification';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** One answer of the head line. */
export type HeadPart = {
  readonly id: string;
  readonly kind: Kind;
  /** `asking`: not known yet · `failed`: proven wrong · `none`: every source says that there is none. */
  readonly state: 'asking' | 'found' | 'failed' | 'none' | 'unknown';
  readonly text: string;
  /** How this is known, or why not. */
  readonly title: string;
  /** Where the answer stands in full. */
  readonly target?: Digest;
  /** The part of it that holds the answer; undefined for its content. */
  readonly tab?: 'verification';
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
    ...(best === undefined ? [] : [goodPart(best, signed.length - failed.length, title)]),
    ...(failed.length === 0 ? [] : [failedPart(failed, signed.length, title)]),
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
      return 'They are being checked.';
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

function goodPart({ node, check }: Signed, count: number, title: string): HeadPart {
  return {
    ...{ id: 'signature', kind: 'signature', state: 'found', tab: 'verification' },
    text: goodText(node, check, count),
    title,
    target: node.digest,
    check: check.state,
  };
}

function goodText(node: GraphNode, check: Check, count: number): string {
  const signer = signerOf(node);
  const by = signer === undefined ? '' : `, ${signer}`;
  switch (check.state) {
    case 'matches':
      return `signature valid${by} · ${check.text}`;
    case 'valid':
      return `signature valid${by}`;
    default:
      return count > 1 ? `signed ${count}×, ${shortText(check)}` : `signed, ${shortText(check)}`;
  }
}

// A chart says itself that it is signed.
function shortText({ text }: Check): string {
  return text.replace(/^signed,? /, '');
}

function failedPart(failed: readonly Signed[], count: number, title: string): HeadPart {
  const [first] = failed;
  const texts = new Set(failed.map(({ node }) => checkOf(node)?.text));
  const words = texts.size === 1 ? (first?.check.text ?? '') : 'for different reasons';
  const share = failed.length === count ? `${count}` : `${failed.length} of ${count}`;
  return {
    ...{ id: 'signature failed', kind: 'signature', state: 'failed', tab: 'verification' },
    text: count === 1 ? `signature failed: ${words}` : `${share} signatures failed: ${words}`,
    title,
    ...(first === undefined ? {} : { target: first.node.digest }),
    check: 'failed',
  };
}
