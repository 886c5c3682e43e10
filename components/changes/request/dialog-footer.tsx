import type { ReactNode } from 'react';

type DialogFooterProps = {
  /** What happens next, or how far it is. */
  readonly status: string;
  readonly children: ReactNode;
};

/** The buttons of a dialog, always in sight, with a sentence beside them. */
export function DialogFooter({ status, children }: DialogFooterProps) {
  return (
    <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-5 py-3">
      <p role="status" className="mr-auto text-sm text-muted">
        {status}
      </p>
      {children}
    </div>
  );
}
