import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './browser-storage.ts';

/** A list that this browser remembers; its other pages follow every change. */
export type BrowserList<T> = {
  /** The list as a hook: its component is drawn again when the list changes. */
  readonly useList: () => readonly T[];
  readonly read: () => readonly T[];
  readonly write: (list: readonly T[]) => void;
};

/** `parse` reads one entry, or gives undefined: another version of the page may have written anything. */
export function makeBrowserList<T>(
  key: string,
  maxLength: number,
  parse: (value: unknown) => T | undefined,
): BrowserList<T> {
  const none: readonly T[] = [];
  const listeners = new Set<() => void>();
  let cached: { readonly text: string; readonly list: readonly T[] } | undefined;

  const read = () => {
    const text = readStored('local', key) ?? '[]';
    if (cached?.text !== text) cached = { text, list: parseList(text, parse).slice(0, maxLength) };
    return cached.list;
  };
  const write = (list: readonly T[]) => {
    if (!writeStored('local', key, JSON.stringify(list.slice(0, maxLength)))) return;
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
