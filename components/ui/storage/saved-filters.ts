import { makeBrowserList } from './browser-list.ts';

/** A filter with a name, stored as the query of an address: a later version still reads it. */
type SavedFilter = { readonly name: string; readonly query: string };

/** The filters that this browser keeps for one kind of page, by name. */
export type FilterStore = {
  readonly useList: () => readonly SavedFilter[];
  /** Keeps a filter; one of the same name is replaced. */
  readonly save: (name: string, query: string) => void;
  readonly remove: (name: string) => void;
};

/** More than anybody finds again. */
const keptMax = 30;

/** `key` is the name in the storage of the browser. */
export function makeSavedFilters(key: string): FilterStore {
  const { useList, read, write } = makeBrowserList(key, keptMax, parseSaved);
  const others = (name: string) => read().filter((one) => one.name !== name);
  return {
    useList,
    save: (name, query) =>
      write([...others(name), { name, query }].toSorted((one, other) => (one.name < other.name ? -1 : 1))),
    remove: (name) => write(others(name)),
  };
}

function parseSaved(value: unknown): SavedFilter | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('query' in value))
    return undefined;
  const { name, query } = value;
  return typeof name === 'string' && typeof query === 'string' ? { name, query } : undefined;
}
