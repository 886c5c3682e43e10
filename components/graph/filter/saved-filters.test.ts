import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toggleFacetValue } from '#components/graph/view/view-changes.ts';
import type { View } from '#lib/graph/picture/view';
import { emptyView } from '#lib/graph/picture/view';

// The storage of a browser, as far as a list needs it; each test begins with an empty one.
const storage = new Map<string, string>();
beforeEach(() => {
  storage.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

const {
  filterOfSaved: applying,
  emptyFilter: clearing,
  queryOfFilter,
  savedFilters,
} = await import('./saved-filters.ts');
const saveFilter = (name: string, view: View) => savedFilters.save(name, queryOfFilter(view));
const kept = () => JSON.parse(storage.get('orrery-filters') ?? '[]');
const view = { ...emptyView, kinds: ['sbom'], annotations: ['a=b, c'], ages: ['week'], hides: true } as const;

test('a filter that was saved asks for the same again, and for nothing of where somebody stood', () => {
  saveFilter('new SBOMs', { ...view, tab: 'manifest', plan: 'p-1' });
  const [saved] = kept();
  expect(saved.query).not.toMatch(/tab|plan/);
  const { kinds, annotations, ages, hides } = view;
  expect(applying(saved.query)).toEqual({ ...clearing, kinds, annotations, ages, hides });
});

test('a name stands for one filter, and names are in order', () => {
  for (const name of ['b', 'a', 'b']) saveFilter(name, view);
  expect(kept().map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
  savedFilters.remove('a');
  expect(kept()).toHaveLength(1);
});

test('what somebody else left in the storage is passed over', () => {
  storage.set('orrery-filters', '[1, null, {"name": "x"}, {"name": "y", "query": "kind=vex"}]');
  saveFilter('z', view);
  expect(kept().map(({ name }: { name: string }) => name)).toEqual(['y', 'z']);
  storage.set('orrery-filters', 'no list');
  saveFilter('z', view);
  expect(kept()).toHaveLength(1);
});

test('a browser that forbids storage keeps nothing and breaks nothing', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  });
  expect(() => saveFilter('z', view)).not.toThrow();
});

test('choosing a value twice lets go of it', () => {
  const change = toggleFacetValue(emptyView, 'ages', 'day');
  expect(change).toEqual({ ages: ['day'] });
  expect(toggleFacetValue({ ...emptyView, ...change }, 'ages', 'day')).toEqual({ ages: [] });
});
