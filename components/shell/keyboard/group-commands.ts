import type { Command } from '#components/ui/commands.ts';

/** Commands under one heading, as the list of the palette takes them. */
export type PaletteGroup = { readonly value: string; readonly items: readonly Command[] };

/** The commands that hold every word of a text, by heading; of two with one title under a heading the first counts. */
export function groupCommands(commands: readonly Command[], text: string): readonly PaletteGroup[] {
  const words = text.toLowerCase().split(/\s+/);
  const matching = commands.filter(({ group, title, note = '' }) => {
    const all = `${group} ${title} ${note}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const byGroup = Map.groupBy(matching, ({ group }) => group);
  return [...byGroup].map(([value, items]) => ({
    value,
    items: [...new Map(items.map((item) => [item.title, item])).values()],
  }));
}
