'use client';
import { AuditExportMenu } from '#components/coverage/exports/audit-export-menu';
import { HistoryMenu } from '#components/coverage/history/history-menu';
import type { ShownAudit } from '#components/coverage/stream/shown-audit.ts';

/** What can be done with an audit as a whole: keep it, and take it elsewhere. */
export function CoverageActions({ audit }: { readonly audit: ShownAudit }) {
  return (
    <>
      <HistoryMenu audit={audit} />
      <AuditExportMenu audit={audit} />
    </>
  );
}
