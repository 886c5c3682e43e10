import { useReactFlow } from '@xyflow/react';
import { useCallback, useRef } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { openItem, selectedId, selectItem, toggleItem } from '#components/graph/view/view-changes.ts';
import { nodeOfItem } from '#lib/graph/picture/picture';
import type { Camera } from './use-camera.ts';
import { useCamera } from './use-camera.ts';
import { useRevealSelected } from './use-reveal-selected.ts';

type Point = { readonly clientX: number; readonly clientY: number };

/** What somebody can do with the items of the canvas, each named by its index; undefined means the empty ground. */
export type CanvasActions = {
  readonly camera: Camera;
  select(index: number | undefined, weight?: 'step' | 'detail'): void;
  toggle(index: number): void;
  open(index: number): void;
  openMenu(event: Point & { preventDefault(): void }, index: number | undefined): void;
  /** Opens the menu beside the card of an item, for a key that has no place of its own. */
  openMenuBeside(index: number): void;
  /** The item at a point of the screen that no card takes: a cell, or far out any. */
  itemAt(point: Point): number | undefined;
};

/** The actions of the canvas, and the camera that keeps in place the item they were last about. */
export function useCanvasActions(props: GraphViewProps, diagram: Diagram, size: Size): CanvasActions {
  const { view, onViewChange, onOpen, onMenu } = props;
  const flow = useReactFlow();
  const { items } = diagram.picture;
  const anchor = useRef(items[0]?.id ?? '');
  const camera = useCamera(diagram, size, anchor, selectedId(view));
  const pointAt = useRevealSelected(diagram, size, selectedId(view));

  // A new function would make every card in view a new object, to be drawn again.
  const toggle = useCallback(
    (index: number) => {
      const change = toggleItem(items[index], view);
      if (change === undefined) return;
      anchor.current = items[index]?.id ?? '';
      camera.follow(anchor.current);
      onViewChange(change);
    },
    [items, view, onViewChange, camera],
  );
  const select: CanvasActions['select'] = (index, weight) => {
    if (index !== undefined) anchor.current = items[index]?.id ?? '';
    const change = selectItem(index === undefined ? undefined : items[index]);
    pointAt(change.selected ?? change.pile);
    onViewChange(change, weight);
  };
  const openMenu: CanvasActions['openMenu'] = (event, index) => {
    const node = index === undefined ? undefined : nodeOfItem(items[index]);
    if (node === undefined || onMenu === undefined) return;
    event.preventDefault();
    if (index !== undefined) anchor.current = items[index]?.id ?? '';
    const item = items[index ?? -1];
    const change = selectItem(item);
    pointAt(change.selected ?? change.pile);
    onViewChange(change, 'detail');
    const place = { digest: node.digest, x: event.clientX, y: event.clientY };
    onMenu(item?.type === 'stack' ? { ...place, pile: item.id } : place);
  };
  return {
    ...{ camera, select, toggle, openMenu },
    open: (index) => {
      const action = openItem(items[index], view);
      if (action?.type === 'centre') onOpen(action.digest);
      if (action?.type === 'change') toggle(index);
    },
    openMenuBeside: (index) => {
      const { x, y } = flow.flowToScreenPosition({
        x: (diagram.layout.x[index] ?? 0) + (diagram.layout.width[index] ?? 0),
        y: diagram.layout.y[index] ?? 0,
      });
      openMenu({ clientX: x, clientY: y, preventDefault: () => undefined }, index);
    },
    itemAt: ({ clientX, clientY }) => {
      const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY });
      return diagram.space.itemAt(x, y);
    },
  };
}
