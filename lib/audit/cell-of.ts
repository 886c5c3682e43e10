import type { PlacedEvidence } from '#lib/graph/evidence';
import type { CheckState } from '#lib/graph/verification/evidence-check';
import type { EvidenceCell } from './audit.ts';
import type { EvidencePiece } from './pieces-of.ts';

/**
 * Which piece decides the state of a cell, the first that is there.
 *
 * What is proven good comes first: whoever may push can hang a broken signature on an artifact, and cosign and notation
 * accept it all the same; what fails is counted beside it. Next is what may still be good. What is proven wrong comes
 * before what nobody signed: an auditor looks for signatures that failed, and a document without one must not hide
 * them. Requirements look at all pieces, so that they do not depend on this order.
 */
const decides: readonly ((piece: EvidencePiece) => boolean)[] = [
  ({ state }) => state === 'matches',
  ({ state }) => state === 'valid',
  ({ state }) => state === 'cannot-check',
  ({ isUnchecked }) => isUnchecked,
  ({ state }) => state === 'failed',
  ({ state }) => state === 'present',
];

/** The cell of one kind of evidence: the state of the piece that decides; without a piece it is none only where that is proven. */
export function cellOf(evidence: PlacedEvidence, pieces: readonly EvidencePiece[]): EvidenceCell {
  const state = decides.flatMap((fits) => pieces.find(fits) ?? [])[0]?.state;
  if (state === undefined) return emptyCell(evidence);
  const reason = pieces.find((piece) => piece.state === state && piece.reason !== undefined)?.reason;
  const unchecked = pieces.filter(({ isUnchecked }) => isUnchecked).length;
  const doubt = evidence.state === 'unknown' ? evidence.reason : doubtOf(evidence);
  return {
    state,
    count: pieces.length,
    ...(reason === undefined ? {} : { reason }),
    digests: [...new Set(pieces.map(({ digest }) => digest))],
    states: countStates(pieces),
    ...(unchecked === 0 ? {} : { unchecked }),
    ...(doubt === undefined ? {} : { doubt }),
  };
}

/** The cell of a kind about which nobody could say anything. */
export function unknownCell(reason: string): EvidenceCell {
  return { state: 'unknown', count: 0, reason, digests: [] };
}

function emptyCell(evidence: PlacedEvidence): EvidenceCell {
  if (evidence.state === 'none') return { state: 'none', count: 0, digests: [] };
  return unknownCell(evidence.state === 'unknown' ? evidence.reason : 'the evidence is unreadable');
}

function doubtOf(evidence: PlacedEvidence): string | undefined {
  return evidence.state === 'found' ? evidence.doubt : undefined;
}

function countStates(pieces: readonly EvidencePiece[]): Partial<Record<CheckState, number>> {
  const counts: Partial<Record<CheckState, number>> = {};
  for (const { state } of pieces) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
