import { useQueries } from '@tanstack/react-query';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import { inventoryQuery } from '#lib/api/queries/inventory-queries';
import { shorten, showHidden } from '#lib/text/untrusted-text';

type ScanState = Pick<InventoryDocument, 'host' | 'jobs' | 'known' | 'failures'>;
type Words = { readonly title: string; readonly text: string };

/** How the scans of these registries stand that are not done, or that failed. */
export function useOpenScans(hosts: readonly string[]): readonly ScanState[] {
  return useQueries({
    queries: hosts.map((host) => inventoryQuery({ host })),
    combine: (results) =>
      results.flatMap(({ data }) =>
        data === undefined || (tasksLeft([data]) === 0 && data.failures.length === 0) ? [] : [data],
      ),
  });
}

/** What stands where nothing is known yet, although scans were begun; undefined where there are none. */
export function whyNothing(scans: readonly ScanState[]): Words | undefined {
  const underway = scans.filter((scan) => tasksLeft([scan]) > 0);
  const running = underway.filter(({ known }) => known?.pause === undefined);
  if (running.length > 0) return runningWords(running);
  const [paused] = underway;
  if (paused !== undefined)
    return {
      title: underway.length === 1 ? `The scan of ${paused.host} is paused` : 'The scans are paused',
      text: `${reasonOf(paused.known?.pause?.reason)}Nothing can be shown before it goes on: ${tasksText(underway)} left.`,
    };
  const [failed] = scans;
  if (failed === undefined) return undefined;
  return {
    title: scans.length === 1 ? `${failed.host} could not be scanned` : 'Nothing could be scanned',
    text: `${reasonOf(failed.failures[0]?.reason)}Its page shows what failed, and tries again.`,
  };
}

/** What stands above answers while the first scan of a registry is not done; undefined where all were looked at once. */
export function incompleteText(scans: readonly ScanState[]): string | undefined {
  const begun = scans.filter(
    ({ known, ...scan }) =>
      tasksLeft([scan]) > 0 && known !== undefined && (known.asOf === undefined || known.unseenSubjects > 0),
  );
  const [first] = begun;
  if (first === undefined) return undefined;
  const who =
    begun.length === 1 ? `The scan of ${first.host} is` : `The scans of ${begun.length} registries are`;
  return `${who} not done: ${tasksText(begun)} left. Until then this page shows only a part.`;
}

function runningWords(running: readonly ScanState[]): Words {
  const what = running.length === 1 ? `${running[0]?.host} is` : `${running.length} registries are`;
  return {
    title: `${what} being scanned`,
    text: `The first results appear here in a moment, and more as the scan goes on: ${tasksText(running)} left.`,
  };
}

/** As a sentence before another one; a registry may have written it. */
function reasonOf(reason: string | undefined): string {
  return reason === undefined ? '' : `${shorten(showHidden(reason))} `;
}

function tasksText(scans: readonly Pick<ScanState, 'jobs'>[]): string {
  const left = tasksLeft(scans);
  return left === 1 ? '1 task is' : `${left.toLocaleString('en')} tasks are`;
}

function tasksLeft(scans: readonly Pick<ScanState, 'jobs'>[]): number {
  return scans.reduce((sum, { jobs }) => sum + jobs.waiting + jobs.active, 0);
}
