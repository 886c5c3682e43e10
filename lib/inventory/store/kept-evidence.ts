import type { AuditRow, EvidenceCell, RowEvidence } from '#lib/audit/audit';
import { cutTo } from './dictionary.ts';
import { storeLimits } from './limits.ts';

/** What is kept of an artifact so that a question can be answered with the row of an audit. */
export type KeptEvidence = Pick<AuditRow, 'evidence' | 'own' | 'platforms' | 'policy'>;

/** What is kept of an artifact, as JSON; undefined where that is too long: an index may name any number of platforms. */
export function formatKeptEvidence({
  evidence,
  own,
  platforms = [],
  policy,
}: Pick<KeptEvidence, 'evidence'> & Partial<KeptEvidence>): string | undefined {
  const kept: KeptEvidence = {
    evidence: withShortTexts(evidence),
    platforms: platforms.map((one) => ({ ...one, evidence: withShortTexts(one.evidence) })),
    ...(own === undefined ? {} : { own: withShortTexts(own) }),
    ...(policy === undefined ? {} : { policy: { ...policy, reasons: policy.reasons.map(cut) } }),
  };
  const text = JSON.stringify(kept);
  return text.length > storeLimits.evidenceMaxCharacters ? undefined : text;
}

function withShortTexts({ signature, provenance, sbom, vex, report }: RowEvidence): RowEvidence {
  const { openDoubt, excuseDoubt } = report;
  return {
    signature: shorten(signature),
    provenance: shorten(provenance),
    sbom: shorten(sbom),
    vex: shorten(vex),
    report: {
      ...shorten(report),
      ...(openDoubt === undefined ? {} : { openDoubt: cut(openDoubt) }),
      ...(excuseDoubt === undefined ? {} : { excuseDoubt: cut(excuseDoubt) }),
    },
  };
}

function shorten<Cell extends EvidenceCell>(cell: Cell): Cell {
  const { reason, doubt } = cell;
  return {
    ...cell,
    ...(reason === undefined ? {} : { reason: cut(reason) }),
    ...(doubt === undefined ? {} : { doubt: cut(doubt) }),
  };
}

function cut(text: string): string {
  return cutTo(text, storeLimits.reasonMaxCharacters);
}
