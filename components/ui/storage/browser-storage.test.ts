import { afterEach, expect, test, vi } from 'vitest';
import { readStored, writeStored } from './browser-storage.ts';

afterEach(() => vi.unstubAllGlobals());

test('what was written is read again, until it is removed', () => {
  vi.stubGlobal('localStorage', storageOver(new Map()));
  expect(readStored('local', 'key')).toBeUndefined();
  expect(writeStored('local', 'key', 'text')).toBe(true);
  expect(readStored('local', 'key')).toBe('text');
  writeStored('local', 'key', undefined);
  expect(readStored('local', 'key')).toBeUndefined();
});

test('a tab and the browser keep different texts', () => {
  vi.stubGlobal('localStorage', storageOver(new Map()));
  vi.stubGlobal('sessionStorage', storageOver(new Map()));
  writeStored('session', 'key', 'text');
  expect(readStored('local', 'key')).toBeUndefined();
});

test('a browser that forbids storage keeps nothing, and breaks nothing', () => {
  const refuse = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  expect(writeStored('local', 'key', 'text')).toBe(false);
  expect(readStored('local', 'key')).toBeUndefined();
});

function storageOver(texts: Map<string, string>) {
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  };
}
