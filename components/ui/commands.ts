import { useEffect, useRef } from 'react';

/** An action of this page, as the palette offers it. */
export type Command = {
  /** The heading that it stands under. */
  readonly group: string;
  readonly title: string;
  readonly note?: string;
  /** Other words that find it. */
  readonly aliases?: string;
  readonly run: () => void;
};

/** The commands of each mounted component, in the order of mounting. */
const offered = new Map<symbol, () => readonly Command[]>();

/** Offers these commands to the palette for as long as the component is in the page. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  // Syncs with the palette, which reads the newest commands when it opens.
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const key = Symbol('commands');
    offered.set(key, () => latest.current);
    return () => {
      offered.delete(key);
    };
  }, []);
}

/** All commands of this page now. */
export function offeredCommands(): readonly Command[] {
  return [...offered.values()].flatMap((read) => read());
}

/** Commands under one heading, as the list of the palette takes them. */
export type PaletteGroup = { readonly value: string; readonly items: readonly Command[] };

/** The commands that hold every word of a text, by heading; of two with one title under a heading the first counts. */
export function groupCommands(commands: readonly Command[], text: string): readonly PaletteGroup[] {
  const words = text.toLowerCase().split(/\s+/);
  const matching = commands.filter(({ group, title, note = '', aliases = '' }) => {
    const all = `${group} ${title} ${note} ${aliases}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const byGroup = Map.groupBy(matching, ({ group }) => group);
  return [...byGroup].map(([value, items]) => ({
    value,
    items: [...new Map(items.map((item) => [item.title, item])).values()],
  }));
}
