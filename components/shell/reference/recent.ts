'use client';

import { useEffect } from 'react';
import { makeBrowserList } from '#components/ui/storage/browser-list.ts';
import { readAddress } from './read-address.ts';
import { recentKey, registriesKey } from './recent-keys.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const recent = makeBrowserList(recentKey, 12, text);
const used = makeBrowserList(registriesKey, 12, text);

/** The references that were opened last in this browser, newest first. */
export const useRecent = recent.useList;

/** The registries that something was opened from in this browser, the last one first. */
export const useUsedRegistries = used.useList;

/** Puts a reference on top of the list. */
function rememberRecent(reference: string): void {
  recent.write([reference, ...recent.read().filter((other) => other !== reference)]);
  const registry = registryOf(reference);
  if (registry !== undefined) used.write([registry, ...used.read().filter((other) => other !== registry)]);
}

/** Takes one reference out of the list, all of them when none is named. */
export function forgetRecent(reference?: string): void {
  recent.write(reference === undefined ? [] : recent.read().filter((other) => other !== reference));
}

/** Forgets a registry and what was opened from it. */
export function forgetRegistry(registry: string): void {
  used.write(used.read().filter((other) => other !== registry));
  recent.write(recent.read().filter((reference) => registryOf(reference) !== registry));
}

// Undefined for what another version of the page wrote.
function registryOf(reference: string): string | undefined {
  const location = readAddress(reference);
  return location?.screen === 'artifact' ? location.reference.registry : location?.registry;
}

type RememberLocationProps = { readonly reference: string; readonly isThere?: boolean };

/** Puts what this page shows on top of the list of what was opened last, and takes away what is no longer there. */
export function RememberLocation({ reference, isThere = true }: RememberLocationProps) {
  // Writes to the storage of the browser, which other tabs read too.
  useEffect(() => (isThere ? rememberRecent(reference) : forgetRecent(reference)), [reference, isThere]);
  return null;
}
