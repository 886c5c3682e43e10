/** The parts of the page about the inventory, in their order. */
export const inventoryTabs = [
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
