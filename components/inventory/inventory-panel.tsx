'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { Field, FieldList } from '#components/ui/field-list';
import { SkeletonRows } from '#components/ui/placeholder';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { actOnInventory, inventoryQuery, startScan } from '#lib/api/queries/inventory-queries';
import { registriesQuery } from '#lib/api/queries/queries';
import { formatAge } from '#lib/text/format';
import { ScanFailures } from './scan-failures.tsx';
import { ScanOffer } from './scan-offer.tsx';
import { ScanProgress } from './scan-progress.tsx';
import { knownRows } from './scan-words.ts';

/** What the inventory knows of a registry or repository, and how its scan goes; nothing where no inventory is kept. */
export function InventoryPanel({ scope }: { readonly scope: InventoryScope }) {
  const { data } = useQuery(registriesQuery);
  // In a team what is known of a whole registry is for who may see all of it.
  const maySee = scope.repository !== undefined || data?.role === undefined || data.role === 'admin';
  return data?.inventory === true && maySee ? <KeptInventory scope={scope} /> : null;
}

function KeptInventory({ scope }: { readonly scope: InventoryScope }) {
  const query = useQuery(inventoryQuery(scope));
  return (
    <section aria-labelledby="inventory" className="flex flex-col gap-2.5 border-b border-line px-4 py-3.5">
      <h2 id="inventory" className="text-xs font-semibold tracking-[0.6px] text-faint uppercase">
        Inventory
      </h2>
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={2} label="Asking the inventory" className="h-6" />}
      >
        {(state) => <InventoryBody scope={scope} state={state} />}
      </QueryState>
    </section>
  );
}

type BodyProps = { readonly scope: InventoryScope; readonly state: InventoryDocument };

function InventoryBody({ scope, state }: BodyProps) {
  const [scanId, setScanId] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['inventory'] });
  const start = useMutation({
    mutationFn: () => startScan(scope),
    onSuccess: async (id) => {
      setScanId(id);
      setAsking(false);
      await refresh();
    },
  });
  const act = useMutation({
    mutationFn: (action: 'pause' | 'resume' | 'retry') => actOnInventory(scope.host, action),
    onSuccess: refresh,
  });
  const { jobs, failures } = state;
  const isBusy = jobs.waiting + jobs.active > 0;
  const name = scope.repository === undefined ? 'registry' : 'repository';
  const problem = start.error ?? act.error;
  return (
    <>
      <KnownOf state={state} name={name} />
      {isBusy || scanId !== undefined ? (
        <ScanProgress scanId={scanId} jobs={jobs} onStop={() => setScanId(undefined)} />
      ) : null}
      {isAsking ? (
        <ScanOffer
          scope={scope}
          isStarting={start.isPending}
          onStart={() => start.mutate()}
          onCancel={() => setAsking(false)}
        />
      ) : (
        <ScanActions
          state={state}
          name={name}
          onAsk={() => setAsking(true)}
          onAct={(action) => act.mutate(action)}
        />
      )}
      {problem === null ? null : <ProblemNote problem={problemOf(problem)} />}
      <ScanFailures failures={failures} isRetrying={act.isPending} onRetry={() => act.mutate('retry')} />
    </>
  );
}

type StateProps = { readonly state: InventoryDocument; readonly name: 'registry' | 'repository' };

function KnownOf({ state: { known, notice }, name }: StateProps) {
  return (
    <>
      {known === undefined ? (
        <p className="text-muted">
          Nothing is kept of this {name} yet. Once Orrery has scanned it, questions about all its images are
          answered at once.
        </p>
      ) : (
        <FieldList>
          {knownRows(known, name).map(([title, text]) => (
            <Field key={title} name={title}>
              {text}
            </Field>
          ))}
          <Field name="As of">
            {known.asOf === undefined ? 'not complete yet' : formatAge(known.asOf, Date.now())}
          </Field>
        </FieldList>
      )}
      {notice === undefined ? null : <p className="text-warn">{notice}</p>}
      {known?.pause === undefined ? null : <p className="text-warn">Paused: {known.pause.reason}</p>}
    </>
  );
}

type ScanActionsProps = StateProps & {
  readonly onAsk: () => void;
  readonly onAct: (action: 'pause' | 'resume') => void;
};

function ScanActions({ state: { known, jobs }, name, onAsk, onAct }: ScanActionsProps) {
  const isBusy = jobs.waiting + jobs.active > 0;
  const isPaused = known?.pause !== undefined;
  return (
    <div className="flex flex-wrap gap-2">
      {isBusy ? null : (
        <Button look={known === undefined ? 'primary' : 'plain'} onClick={onAsk}>
          {known === undefined ? `Know this ${name}` : 'Scan again'}
        </Button>
      )}
      {isPaused ? <Button onClick={() => onAct('resume')}>Resume</Button> : null}
      {isBusy && !isPaused ? <Button onClick={() => onAct('pause')}>Pause</Button> : null}
    </div>
  );
}
