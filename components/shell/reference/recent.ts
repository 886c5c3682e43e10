import { makeBrowserList } from '#components/ui/storage/browser-list.ts';

const recent = makeBrowserList('orrery-recent', 12, (value) =>
  typeof value === 'string' ? value : undefined,
);

/** The references that were opened last in this browser, newest first. */
export const useRecent = recent.useList;

/** Puts a reference on top of the list. */
export function rememberRecent(reference: string): void {
  recent.write([reference, ...recent.read().filter((other) => other !== reference)]);
}

/** Takes one reference out of the list, all of them when none is named. */
export function forgetRecent(reference?: string): void {
  recent.write(reference === undefined ? [] : recent.read().filter((other) => other !== reference));
}
