import { readableQuery } from '#components/ui/readable-query.ts';

/** The parts of the page about the inventory, in their order. */
const inventoryTabs = [
  { id: 'coverage', title: 'Coverage' },
  { id: 'trends', title: 'Trends' },
  { id: 'leftovers', title: 'Old evidence' },
  { id: 'retention', title: 'Retention' },
] as const;

/** One part of the page. */
export type InventoryTab = (typeof inventoryTabs)[number]['id'];

/** The part that an address names; coverage for none, or for one that there is not. */
export function readInventoryTab(text: string | null): InventoryTab {
  return inventoryTabs.find(({ id }) => id === text)?.id ?? 'coverage';
}

/** Links to all parts, the search at last; of a registry where `host` names one. */
export function inventoryLinks(
  shown: InventoryTab | 'search',
  host: string,
): readonly { readonly title: string; readonly href: string; readonly isShown: boolean }[] {
  return [
    ...inventoryTabs.map(({ id, title }) => ({ title, href: pathOf(id, host), isShown: id === shown })),
    { title: 'Search', href: '/search', isShown: shown === 'search' },
  ];
}

function pathOf(tab: InventoryTab, host: string): string {
  const query = new URLSearchParams();
  if (tab !== 'coverage') query.set('view', tab);
  if (host !== '') query.set('host', host);
  return query.size === 0 ? '/inventory' : `/inventory?${readableQuery(query)}`;
}
