import { problemOf } from '#components/ui/problem-of.ts';

/** One download into a file of the browser. */
export type DownloadState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly bytes: number; readonly secondsLeft: number | undefined }
  | { readonly status: 'done' }
  | { readonly status: 'failed'; readonly error: unknown };

/** Several downloads, one after another. */
export type DownloadsState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly at: number; readonly count: number; readonly bytes: number }
  | {
      readonly status: 'ended';
      readonly count: number;
      /** Files too large to be held in the page: the browser does not say how these end. */
      readonly handed: number;
      readonly failed: readonly { readonly name: string; readonly error: unknown }[];
    };

/** A guess that is worth showing needs this much time. */
const settledMs = 500;

/** Seconds until a download ends at its pace so far; undefined while there is no pace, or no size. */
export function secondsLeft(bytes: number, ms: number, size: number | undefined): number | undefined {
  if (size === undefined || bytes === 0 || ms < settledMs) return undefined;
  return Math.max(1, Math.ceil((((size - bytes) / bytes) * ms) / 1000));
}

/** The name and status of the button of a download. */
export function downloadText(state: DownloadState, label: string): string {
  switch (state.status) {
    case 'idle':
    case 'running':
      return label;
    case 'done':
      return 'Verified and saved';
    case 'failed':
      return problemOf(state.error).title;
    default:
      return state satisfies never;
  }
}

/** How several downloads ended, with the first failure by name; empty before they end. */
export function downloadsText(state: DownloadsState): string {
  if (state.status !== 'ended') return '';
  const { count, handed, failed } = state;
  const [first] = failed;
  const saved = count - handed - failed.length;
  const parts = [
    saved === 0 ? '' : `${saved} verified and saved`,
    handed === 0 ? '' : `${handed} sent to the downloads of your browser`,
    first === undefined ? '' : `${failed.length} failed, ${first.name}: ${problemOf(first.error).title}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
