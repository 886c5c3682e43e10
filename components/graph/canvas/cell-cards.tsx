import { useStore } from '@xyflow/react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { itemName, itemText } from '#components/graph/diagram/item-text.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import { farZoom } from '#components/graph/paint/frame.ts';
import { KindIcon } from '#components/ui/kind-icon';
import type { Item } from '#lib/graph/picture/picture';
import { nodeOfItem } from '#lib/graph/picture/picture';

type CellCardsProps = {
  readonly diagram: Diagram;
  /** Indexes of the items that are open; what can be read, or -1, opens nothing. */
  readonly selected: number;
  readonly hovered: number;
  readonly reference: string;
  readonly now: number;
  readonly size: Size;
};

/** What somebody points at or has selected and cannot read, a cell or from afar any item, open as a card beside it. */
export function CellCards({ selected, hovered, ...shown }: CellCardsProps) {
  const isFar = useStore(({ transform }) => transform[2] < farZoom);
  return [...new Set([selected, hovered])].map((index) => {
    const item = shown.diagram.picture.items[index];
    if (item === undefined || (!isFar && shown.diagram.layout.isCell[index] !== 1)) return null;
    return <CellCard key={item.id} {...shown} item={item} index={index} isSelected={index === selected} />;
  });
}

const card = { width: 232, height: 74, gap: 8 } as const;

type CellCardProps = Omit<CellCardsProps, 'selected' | 'hovered'> & {
  readonly item: Item;
  readonly index: number;
  readonly isSelected: boolean;
};

function CellCard({ diagram: { layout }, item, index, reference, now, size, isSelected }: CellCardProps) {
  const place = useStore(({ transform: [x, y, zoom] }) => {
    const left = (layout.x[index] ?? 0) * zoom + x;
    const top = (layout.y[index] ?? 0) * zoom + y;
    const bottom = top + (layout.height[index] ?? 0) * zoom + card.gap;
    const isBelow = bottom + card.height < size.height - 60;
    const shift = Math.max(8, Math.min(left - 20, size.width - card.width - 8));
    return `translate(${Math.round(shift)}px, ${Math.round(isBelow ? bottom : top - card.height - card.gap)}px)`;
  });
  const text = itemText(item, reference, now);
  const node = nodeOfItem(item);
  return (
    <div
      data-id={item.id}
      className="pointer-events-none absolute top-0 left-0 z-10 flex items-center gap-2.5 rounded-lg border border-accent bg-raised px-3 shadow-raised"
      style={{ width: card.width, height: card.height, transform: place }}
    >
      {node === undefined ? null : <KindIcon kind={node.kind} check={text.check?.state} />}
      <span className="min-w-0 grow text-[13px] leading-4 wrap-anywhere">
        <span className="line-clamp-2 font-semibold">{text.title}</span>
        <span className="line-clamp-2 text-muted">{text.detail}</span>
      </span>
      {item.type === 'stack' ? <span className="text-sm text-muted">{item.members.length}</span> : null}
      {isSelected ? (
        <button
          type="button"
          aria-pressed="true"
          aria-label={itemName(item, text)}
          className="absolute -inset-px rounded-lg"
        />
      ) : null}
    </div>
  );
}
