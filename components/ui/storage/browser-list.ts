import { useSyncExternalStore } from 'react';

/** A list that this browser remembers; the other pages of it hear of a change. */
export type BrowserList<T> = {
  /** The list, as a hook: a component that shows it is drawn again when it changes. */
  readonly useList: () => readonly T[];
  readonly read: () => readonly T[];
  readonly write: (list: readonly T[]) => void;
};

/** `parse` gives back what is still understood of one entry; what was written by somebody else may be anything. */
export function makeBrowserList<T>(
  key: string,
  kept: number,
  parse: (value: unknown) => T | undefined,
): BrowserList<T> {
  const none: readonly T[] = [];
  const listeners = new Set<() => void>();
  let cached: { readonly text: string; readonly list: readonly T[] } | undefined;

  const read = () => {
    const text = readStorage(key);
    if (cached?.text !== text) cached = { text, list: parseList(text, parse).slice(0, kept) };
    return cached.list;
  };
  const write = (list: readonly T[]) => {
    try {
      localStorage.setItem(key, JSON.stringify(list.slice(0, kept)));
    } catch {
      return;
    }
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      removeEventListener('storage', listener);
    };
  };
  return { useList: () => useSyncExternalStore(subscribe, read, () => none), read, write };
}

function parseList<T>(text: string, parse: (value: unknown) => T | undefined): readonly T[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(parse).filter((item) => item !== undefined) : [];
  } catch {
    return [];
  }
}

// A browser may forbid storage; then nothing is remembered and everything else works.
function readStorage(key: string): string {
  try {
    return localStorage.getItem(key) ?? '[]';
  } catch {
    return '[]';
  }
}
