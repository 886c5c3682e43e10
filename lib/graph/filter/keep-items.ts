import type { Item, Picture } from '#lib/graph/picture/picture';

/**
 * The picture with the items that stay (1) and no others; whose parent goes must go too. Order and ids are kept, so that
 * what is left is recognised.
 */
export function keepItems(
  picture: Picture,
  stays: Uint8Array,
  change: (item: Item) => Item = (item) => item,
): Picture {
  const places = new Int32Array(picture.items.length).fill(-1);
  const items: Item[] = [];
  picture.items.forEach((item, index) => {
    if (stays[index] !== 1) return;
    places[index] = items.length;
    items.push({ ...change(item), parent: item.parent < 0 ? -1 : (places[item.parent] ?? -1) });
  });
  const placeOf = (index: number) => places[index] ?? -1;
  return {
    items,
    indexOf: new Map(
      [...picture.indexOf].flatMap(([id, index]) => (placeOf(index) < 0 ? [] : [[id, placeOf(index)]])),
    ),
    cross: picture.cross.flatMap((line) => {
      const [from, to] = [placeOf(line.from), placeOf(line.to)];
      return from < 0 || to < 0 ? [] : [{ ...line, from, to }];
    }),
  };
}
