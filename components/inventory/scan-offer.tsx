import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { scanEstimateQuery } from '#lib/api/queries/inventory-queries';
import { estimateText } from './scan-words.ts';

/** What a scan does where one was done before. */
const againText =
  'Orrery looks at every image again. It does not download documents that it has read before, so this may cost much less.';

type ScanOfferProps = {
  readonly scope: InventoryScope;
  /** Nothing was scanned here before. */
  readonly isFirst: boolean;
  readonly isStarting: boolean;
  readonly onStart: () => void;
  readonly onCancel: () => void;
  /** The frame around it. */
  readonly className?: string;
};

const frame = 'max-w-xl rounded-md border border-line bg-raised p-3';

/** What a scan costs, before anybody starts it. */
export function ScanOffer({ scope, isFirst, isStarting, className = frame, ...acts }: ScanOfferProps) {
  const query = useQuery(scanEstimateQuery(scope));
  const box = useRef<HTMLDivElement>(null);
  // The scroll position: this opens at the foot of a column, where its buttons would be out of sight.
  useEffect(() => {
    if (!query.isPending) box.current?.scrollIntoView({ block: 'nearest' });
  }, [query.isPending]);
  const isTeam = document.documentElement.dataset.user !== undefined;
  return (
    <div ref={box} className={clsx('flex w-full flex-col gap-2', className)}>
      <QueryState
        query={query}
        registry={scope.host}
        skeleton={<SkeletonRows count={2} label="Counting what a scan costs" className="h-5" />}
      >
        {(estimate) => (
          <>
            <p>{estimateText(estimate)}</p>
            <p className="text-sm text-muted">{estimate.basis} You can pause it at any time.</p>
            {isFirst ? null : <p className="text-sm text-muted">{againText}</p>}
          </>
        )}
      </QueryState>
      {isFirst && isStarting && !isTeam ? (
        <p role="status" className="text-sm text-muted">
          Orrery opens its database on this machine. The first time that takes a few seconds.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={isStarting || query.isPending} onClick={acts.onStart}>
          {isStarting ? 'Starting…' : 'Start the scan'}
        </Button>
        <Button look="quiet" onClick={acts.onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
