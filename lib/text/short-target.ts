import { showHidden } from './untrusted-text.ts';

/** What a step or a plan is about, short: as everywhere on the screen, the first digits of a digest are what people compare. */
export function shortTarget(target: string): string {
  return showHidden(target).replace(/\b(sha(?:256|512):[0-9a-f]{8})[0-9a-f]+\b/g, '$1');
}
