'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { Printer, X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button';
import type { Audit } from '#lib/audit/audit';
import { AuditReport } from './audit-report.tsx';

type ReportDialogProps = { readonly audit: Audit; readonly onClose: () => void };

/** A report over the whole window, as it is printed: it alone goes to the printer. */
export function ReportDialog({ audit, onClose }: ReportDialogProps) {
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Popup
          data-printed
          className="fixed inset-0 z-50 overflow-auto bg-surface px-4 pb-10 outline-none print:static print:overflow-visible print:p-0"
        >
          <div className="sticky top-0 z-10 -mx-4 mb-4 flex items-center gap-3 border-b border-line bg-surface px-4 py-2 print:hidden">
            <Base.Title className="grow font-semibold">Report</Base.Title>
            <Button look="primary" onClick={() => window.print()}>
              <Printer size={14} aria-hidden="true" /> Print
            </Button>
            <Base.Close render={<IconButton label="Close" />}>
              <X size={16} aria-hidden="true" />
            </Base.Close>
          </div>
          <AuditReport audit={audit} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
