import { useQueries } from '@tanstack/react-query';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import { inventoryQuery } from '#lib/api/queries/inventory-queries';

type ScanState = Pick<InventoryDocument, 'host' | 'jobs' | 'known'>;

/** Which scans of these registries are not done. */
export function useScansUnderway(hosts: readonly string[]): readonly ScanState[] {
  return useQueries({
    queries: hosts.map((host) => inventoryQuery({ host })),
    combine: (results) =>
      results.flatMap(({ data }) => (data === undefined || tasksLeft([data]) === 0 ? [] : [data])),
  });
}

/** What stands where nothing is known yet because scans are not done; undefined where there are none. */
export function scanUnderwayText(
  scans: readonly ScanState[],
): { readonly title: string; readonly text: string } | undefined {
  const [first] = scans;
  if (first === undefined) return undefined;
  const running = scans.filter(({ known }) => known?.pause === undefined);
  const left = tasksLeft(running.length === 0 ? scans : running);
  const tasks = left === 1 ? '1 task is' : `${left.toLocaleString('en')} tasks are`;
  if (running.length === 0)
    return {
      title: scans.length === 1 ? `The scan of ${first.host} is paused` : 'The scans are paused',
      text: `Nothing can be shown before it goes on: ${tasks} left.`,
    };
  const what = running.length === 1 ? `${running[0]?.host} is` : `${running.length} registries are`;
  return {
    title: `${what} being scanned`,
    text: `The first results appear here in a moment, and more as the scan goes on: ${tasks} left.`,
  };
}

function tasksLeft(scans: readonly ScanState[]): number {
  return scans.reduce((sum, { jobs }) => sum + jobs.waiting + jobs.active, 0);
}
