import { useSyncExternalStore } from 'react';

const key = 'orrery-trail';
const longest = 20;

/** Remembers, for this tab, that somebody went from one artifact on to another. */
export function rememberBreadcrumb(from: string, to: string): void {
  const before = breadcrumbsBefore(read(), from);
  try {
    sessionStorage.setItem(key, JSON.stringify([...before, from, to].slice(-longest)));
  } catch {
    // A browser may forbid storage: then there is no way back but its own.
  }
}

/** The artifacts by which somebody came to this one, the nearest last; the same after a step back. */
export function useBreadcrumbs(reference: string): readonly string[] {
  const kept = useSyncExternalStore(subscribe, readText, () => '');
  return breadcrumbsBefore(parse(kept), reference);
}

/** What stands before a reference in a trail; nothing where it is not in it. */
export function breadcrumbsBefore(trail: readonly string[], reference: string): readonly string[] {
  return trail.slice(0, Math.max(0, trail.lastIndexOf(reference)));
}

// A trail changes only when a page is left for another one, which reads it anew.
function subscribe(): () => void {
  return () => undefined;
}

function read(): readonly string[] {
  return parse(readText());
}

function readText(): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function parse(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}
