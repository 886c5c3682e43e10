'use client';

import { useEffect } from 'react';
import { makeBrowserList } from '#components/ui/storage/browser-list.ts';

const recent = makeBrowserList('orrery-recent', 12, (value) =>
  typeof value === 'string' ? value : undefined,
);

/** The references that were opened last in this browser, newest first. */
export const useRecent = recent.useList;

/** Puts a reference on top of the list. */
function rememberRecent(reference: string): void {
  recent.write([reference, ...recent.read().filter((other) => other !== reference)]);
}

/** Takes one reference out of the list, all of them when none is named. */
export function forgetRecent(reference?: string): void {
  recent.write(reference === undefined ? [] : recent.read().filter((other) => other !== reference));
}

type RememberLocationProps = { readonly reference: string; readonly isThere?: boolean };

/** Puts what this page shows on top of the list of what was opened last, and takes away what is no longer there. */
export function RememberLocation({ reference, isThere = true }: RememberLocationProps) {
  // Writes to the storage of the browser, which other tabs read too.
  useEffect(() => (isThere ? rememberRecent(reference) : forgetRecent(reference)), [reference, isThere]);
  return null;
}
