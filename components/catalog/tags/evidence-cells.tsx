import { EvidenceMark } from '#components/ui/evidence-mark';
import { Skeleton } from '#components/ui/placeholder';
import type { Check } from '#lib/graph/check';
import type { Evidence, EvidenceKind } from '#lib/graph/evidence';
import { evidenceColumns } from './evidence-columns.ts';

type EvidenceCellsProps = {
  /** Undefined while it loads. */
  readonly evidence: readonly Evidence[] | undefined;
  readonly checks: ReadonlyMap<EvidenceKind, Check> | undefined;
};

/** One symbol for each kind of evidence: found, failed, none, or unknown; found does not mean valid. */
export function EvidenceCells({ evidence, checks }: EvidenceCellsProps) {
  return evidenceColumns.map(({ kind, word }) => {
    const found = evidence?.find((one) => one.kind === kind);
    if (found === undefined || found.state === 'asking') {
      return (
        <td key={kind}>
          <Skeleton className="mx-auto size-4 rounded-full" />
        </td>
      );
    }
    const { icon, text } = signOf(found, word, checks?.get(kind));
    return (
      <td key={kind} title={text} className="flex justify-center">
        <EvidenceMark state={icon} />
        <span className="sr-only">{text}</span>
      </td>
    );
  });
}

function signOf(evidence: Exclude<Evidence, { state: 'asking' }>, word: string, check: Check | undefined) {
  switch (evidence.state) {
    case 'found':
      return {
        icon: check?.state ?? 'present',
        text: `${word}: ${evidence.nodes.length} found${evidence.where === undefined ? '' : ` ${evidence.where}`}, ${check?.text ?? 'not checked'}`,
      } as const;
    case 'none':
      return { icon: 'none', text: `no ${word}; sources: ${evidence.asked.join(', ')}` } as const;
    case 'unknown':
      return { icon: 'unknown', text: `${word}: not determined, ${evidence.reason}` } as const;
    default:
      return evidence satisfies never;
  }
}
