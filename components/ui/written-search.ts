/** A query that was written to the address, of which the router may not have heard yet. */
export type WrittenSearch = {
  readonly path: string;
  readonly search: string;
  /** What stood in the address before: the router may still say it. */
  readonly before: readonly string[];
};

/** The next query that is written; of one that the router has not heard of yet, what stood before counts as well. */
export function nextWritten(
  last: WrittenSearch | undefined,
  { path, search, before }: { readonly path: string; readonly search: string; readonly before: string },
): WrittenSearch {
  const earlier = last?.path === path ? last.before : [];
  return { path, search: normalize(search), before: [...earlier, normalize(before)] };
}

/** Whether the router has heard of what was written: from then on it alone is right, as it draws a link before it writes. */
export function isHeard({ search }: WrittenSearch, routed: string): boolean {
  return search === normalize(routed);
}

/** Whether what was written is newer than what the router says; it is not when the router was sent elsewhere since. */
export function isAhead({ search, before }: WrittenSearch, routed: string, address: string): boolean {
  return search === normalize(address) && before.includes(normalize(routed));
}

/** What was written last; there is one address, so all parts of a page share it. */
export type WrittenStore = {
  readonly read: () => WrittenSearch | undefined;
  readonly put: (next: WrittenSearch | undefined) => void;
  /** Gives what ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** Makes a store in which nothing was written. */
export function createWrittenStore(): WrittenStore {
  let written: WrittenSearch | undefined;
  const listeners = new Set<() => void>();
  return {
    read: () => written,
    put: (next) => {
      if (next === written) return;
      written = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** One spelling: what is written leaves some signs as they are, and the router escapes them. */
function normalize(search: string): string {
  return `${new URLSearchParams(search)}`;
}
