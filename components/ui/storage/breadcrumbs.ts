import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './browser-storage.ts';

const key = 'orrery-breadcrumbs';
const longest = 20;

/** Remembers, for this tab, that one artifact led to another. */
export function rememberBreadcrumb(from: string, to: string): void {
  const before = breadcrumbsBefore(parse(readStored('session', key)), from);
  writeStored('session', key, JSON.stringify([...before, from, to].slice(-longest)));
}

/** The artifacts that led to this one, the nearest last; the same after a step back. */
export function useBreadcrumbs(reference: string): readonly string[] {
  const text = useSyncExternalStore(
    subscribe,
    () => readStored('session', key),
    () => undefined,
  );
  return breadcrumbsBefore(parse(text), reference);
}

/** What stands before a reference in the breadcrumbs; empty when it is not among them. */
export function breadcrumbsBefore(breadcrumbs: readonly string[], reference: string): readonly string[] {
  return breadcrumbs.slice(0, Math.max(0, breadcrumbs.lastIndexOf(reference)));
}

// Breadcrumbs change only when a page is left for another one, which reads them again.
function subscribe(): () => void {
  return () => undefined;
}

function parse(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}
