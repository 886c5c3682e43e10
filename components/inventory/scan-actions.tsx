import { Button } from '#components/ui/button';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';

type ScanActionsProps = {
  readonly state: InventoryDocument;
  readonly name: 'registry' | 'repository';
  readonly onAsk: () => void;
  readonly onForget: () => void;
  readonly onAct: (action: 'pause' | 'resume') => void;
  /** Undefined where no scan is under way. */
  readonly onStop: (() => void) | undefined;
};

/** What a person can do about the scans of a registry or repository. */
export function ScanActions({ state, name, onAsk, onForget, onAct, onStop }: ScanActionsProps) {
  const { known, jobs } = state;
  const isBusy = jobs.waiting + jobs.active > 0;
  const isPaused = known?.pause !== undefined;
  return (
    <div className="flex flex-wrap gap-2">
      {isBusy ? null : (
        // Of a registry it stands in the head of the page as well.
        <Button look={known === undefined && name === 'repository' ? 'primary' : 'plain'} onClick={onAsk}>
          {known === undefined ? `Know this ${name}` : 'Scan again'}
        </Button>
      )}
      {isPaused ? <Button onClick={() => onAct('resume')}>Resume</Button> : null}
      {isBusy && !isPaused ? <Button onClick={() => onAct('pause')}>Pause</Button> : null}
      {isBusy && onStop !== undefined ? <Button onClick={onStop}>Stop</Button> : null}
      {known === undefined || isBusy || name === 'repository' ? null : (
        <Button look="quiet" onClick={onForget}>
          Forget this registry…
        </Button>
      )}
    </div>
  );
}
