'use client';
import { useEffect } from 'react';
import { forgetRecent, rememberRecent } from './recent.ts';

type RememberLocationProps = { readonly reference: string; readonly isThere?: boolean };

/** Puts what this page shows on top of the list of what was opened last, and takes away what is no longer there. */
export function RememberLocation({ reference, isThere = true }: RememberLocationProps) {
  // Writes to the storage of the browser, which other tabs read too.
  useEffect(() => (isThere ? rememberRecent(reference) : forgetRecent(reference)), [reference, isThere]);
  return null;
}
