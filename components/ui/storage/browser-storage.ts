/** `local` is kept for all pages of this browser, `session` for one tab. */
type Area = 'local' | 'session';

/** The text under a key; undefined without a text, or when the browser forbids storage. */
export function readStored(area: Area, key: string): string | undefined {
  try {
    return storageOf(area).getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text under a key, or removes it when undefined. False when the browser forbids storage, or it is full. */
export function writeStored(area: Area, key: string, text: string | undefined): boolean {
  try {
    if (text === undefined) storageOf(area).removeItem(key);
    else storageOf(area).setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function storageOf(area: Area): Storage {
  return area === 'local' ? localStorage : sessionStorage;
}
