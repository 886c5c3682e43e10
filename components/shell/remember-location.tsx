'use client';
import { useEffect } from 'react';
import { rememberRecent } from './recent';

/** Puts what this page shows on top of the list of what was opened last. */
export function RememberLocation({ reference }: { readonly reference: string }) {
  // Writes to the storage of the browser, which other tabs read too.
  useEffect(() => rememberRecent(reference), [reference]);
  return null;
}
