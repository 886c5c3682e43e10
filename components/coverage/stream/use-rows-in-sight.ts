import { useCallback, useEffect, useRef, useState } from 'react';
import { apiLimits } from '#lib/api/limits';
import type { SeenItem } from './rows-in-sight.ts';
import { scannedInSight } from './rows-in-sight.ts';
import type { AuditReading } from './use-audit.ts';

/**
 * Asks a registry once for each artifact in sight that a scan has found: what is looked at is as it is now. Gives the
 * function that is told which lines are in sight.
 */
export function useRowsInSight(
  { state, asking, askAgain }: AuditReading,
  items: readonly SeenItem[],
): (first: number, last: number) => void {
  const [{ first, last }, setSight] = useState({ first: 0, last: -1 });
  const asked = useRef(new Set<string>());
  const names = scannedInSight(items, first, last).join(' ');
  const isFree = state.status === 'ended' && asking === 0;
  // Syncs with the registry, when the list has rested for a moment.
  useEffect(() => {
    const left = names.split(' ').filter((name) => name !== '' && !asked.current.has(name));
    if (!isFree || left.length === 0) return;
    const timer = setTimeout(() => {
      for (const name of left) asked.current.add(name);
      const wanted = new Set(left);
      askAgain(
        [...state.rows.values()].filter(({ reference }) => wanted.has(reference)),
        false,
      );
    }, apiLimits.sightRestMs);
    return () => clearTimeout(timer);
  }, [names, isFree, askAgain, state.rows]);
  return useCallback((from: number, to: number) => setSight({ first: from, last: to }), []);
}
