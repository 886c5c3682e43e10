import { CheckIcon } from '#components/ui/check-icon';
import { Skeleton } from '#components/ui/placeholder';
import { StateIcon } from '#components/ui/state-icon';
import type { Check } from '#lib/graph/check';
import type { Evidence, EvidenceKind } from '#lib/graph/evidence';

/** The columns of evidence: what stands above each, and what it is called in a sentence. */
export const evidenceColumns = [
  ['signature', 'Sig', 'signature'],
  ['provenance', 'Prov', 'provenance'],
  ['sbom', 'SBOM', 'SBOM'],
  ['vex', 'VEX', 'VEX'],
  ['vulnerability-report', 'Rep', 'report'],
] as const satisfies readonly (readonly [kind: EvidenceKind, head: string, word: string])[];

type EvidenceCellsProps = {
  /** Undefined while it loads. */
  readonly evidence: readonly Evidence[] | undefined;
  readonly checks: ReadonlyMap<EvidenceKind, Check> | undefined;
};

/** One symbol for each kind of evidence: found, failed, none, or unknown; found does not mean valid. */
export function EvidenceCells({ evidence, checks }: EvidenceCellsProps) {
  return evidenceColumns.map(([kind, , word]) => {
    const found = evidence?.find((one) => one.kind === kind);
    if (found === undefined || found.state === 'asking') {
      return <Skeleton key={kind} className="mx-auto size-4 rounded-full" />;
    }
    const { icon, text } = signOf(found, word, checks?.get(kind));
    return (
      <span key={kind} title={text} className="flex justify-center">
        {icon === 'none' || icon === 'unknown' ? (
          <StateIcon state={icon} {...(icon === 'unknown' ? { className: 'text-warn' } : {})} />
        ) : (
          <CheckIcon state={icon} />
        )}
        <span className="sr-only">{text}</span>
      </span>
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
      return { icon: 'none', text: `no ${word}; asked: ${evidence.asked.join(', ')}` } as const;
    case 'unknown':
      return { icon: 'unknown', text: `${word}: not known, ${evidence.reason}` } as const;
    default:
      return evidence satisfies never;
  }
}
