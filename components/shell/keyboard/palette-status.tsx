import { useEffect, useState } from 'react';

/** Somebody who writes is told once they pause, not at each letter. */
const pauseMs = 700;

type PaletteStatusProps = {
  /** Rows of the list. */
  readonly count: number;
  readonly isAsking: boolean;
  /** Why a registry could not be asked; empty where it could. */
  readonly failure: string;
};

/** The foot of the palette: why a list could not be had, and for who does not see the rows, how many there are. */
export function PaletteStatus({ count, isAsking, failure }: PaletteStatusProps) {
  const rows = count === 0 ? 'Nothing found' : count === 1 ? '1 row' : `${count} rows`;
  const said = usePaused(isAsking ? '' : rows);
  return (
    <>
      <p
        className="shrink-0 border-t border-line px-4 py-2 text-sm break-words text-warn empty:hidden"
        role="status"
      >
        {failure}
      </p>
      <p className="sr-only" role="status">
        {said}
      </p>
    </>
  );
}

function usePaused(text: string): string {
  const [said, setSaid] = useState('');
  // Syncs with the clock: each change begins the pause anew.
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => setSaid(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}
