import { Button } from '#components/ui/button';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import { formatAge } from '#lib/text/format';
import { shorten, showHidden } from '#lib/text/untrusted-text';

type ScanFailuresProps = {
  readonly failures: InventoryDocument['failures'];
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
};

/** What could not be scanned, each with its reason, until it succeeds. */
export function ScanFailures({ failures, isRetrying, onRetry }: ScanFailuresProps) {
  if (failures.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-2">
        <h3 className="font-semibold text-warn">Could not be scanned</h3>
        <Button className="ml-auto" disabled={isRetrying} onClick={onRetry}>
          Try again
        </Button>
      </div>
      <ul className="flex max-h-60 flex-col gap-1.5 overflow-auto">
        {failures.map(({ repository, digest, reason, at }) => (
          <li key={`${repository} ${digest}`} className="text-sm">
            <span className="block font-medium break-words">
              {showHidden(repository ?? 'The list of repositories')}
              {digest === undefined ? '' : `@${digest.slice(0, 19)}`}
            </span>
            <span className="block break-words text-muted">
              {shorten(showHidden(reason))} · {formatAge(at, Date.now())}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
