import type { Command } from '#components/ui/commands.ts';
import type { Location } from '#lib/oci/location';

/** What the inventory tells of the registry that a page belongs to; nothing on a page of none. */
export function inventoryCommands(
  location: Location | undefined,
  go: (path: string) => void,
): readonly Command[] {
  if (location === undefined) return [];
  const registry = location.screen === 'artifact' ? location.reference.registry : location.registry;
  const command = (title: string, view: string, aliases: string): Command => ({
    ...{ group: 'This registry', title, aliases },
    run: () => go(`/inventory?view=${view}&host=${registry}`),
  });
  return [
    command('Trends of this registry', 'trends', 'inventory newly unsigned vulnerable fixed changes weeks'),
    command('Old evidence of this registry', 'leftovers', 'inventory orphans superseded reports sizes'),
    command('Retention in this registry', 'retention', 'inventory keep newest rules delete old tags'),
  ];
}
