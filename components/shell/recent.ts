import { useSyncExternalStore } from 'react';

const storageKey = 'orrery-recent';
const kept = 12;
const none: readonly string[] = [];
const listeners = new Set<() => void>();
let cached: { readonly text: string; readonly list: readonly string[] } | undefined;

/** The references that were opened last in this browser, newest first. */
export function useRecent(): readonly string[] {
  return useSyncExternalStore(subscribe, readRecent, () => none);
}

/** Puts a reference on top of the list. */
export function rememberRecent(reference: string): void {
  const list = [reference, ...readRecent().filter((known) => known !== reference)].slice(0, kept);
  write(JSON.stringify(list));
}

/** Takes one reference out of the list, all of them when none is named. */
export function forgetRecent(reference?: string): void {
  const list = reference === undefined ? none : readRecent().filter((known) => known !== reference);
  write(JSON.stringify(list));
}

function readRecent(): readonly string[] {
  const text = readStorage();
  if (cached?.text !== text) cached = { text, list: parseList(text) };
  return cached.list;
}

function parseList(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string').slice(0, kept) : none;
  } catch {
    return none;
  }
}

// A browser may forbid storage; then nothing is remembered and everything else works.
function readStorage(): string {
  try {
    return localStorage.getItem(storageKey) ?? '[]';
  } catch {
    return '[]';
  }
}

function write(text: string): void {
  try {
    localStorage.setItem(storageKey, text);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}
