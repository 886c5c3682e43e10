import type { KeyboardEvent } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { isMenuKey } from '#components/ui/use-page-key.ts';
import type { Item } from '#lib/graph/picture/picture';
import type { Direction } from '#lib/graph/picture/spatial-index';
import type { Camera } from './use-camera.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type Actions = {
  readonly select: (index: number | undefined) => void;
  readonly toggle: (index: number) => void;
  readonly open: (index: number) => void;
  readonly menu: (index: number) => void;
};

/** The keyboard map of the picture; the outline has its own, after the ARIA pattern for trees. */
export function graphKeys(diagram: Diagram, selected: number, camera: Camera, actions: Actions) {
  const tools: Readonly<Record<string, () => void>> = {
    '+': () => camera.zoomBy(1.25),
    '=': () => camera.zoomBy(1.25),
    '-': () => camera.zoomBy(1 / 1.25),
    '0': () => camera.zoomTo(1),
    '1': camera.fit,
  };
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTool(event.target)) return;
    const at = Math.max(0, selected);
    const direction = directions[event.key];
    const run = direction === undefined ? tools[event.key] : () => go(direction);
    if (isMenuKey(event)) {
      event.preventDefault();
      actions.menu(at);
    } else if (event.key === 'Escape') actions.select(undefined);
    else if (event.key === 'Enter') {
      event.preventDefault();
      actions.open(at);
    } else if (run !== undefined) {
      event.preventDefault();
      run();
    }

    function go(towards: Direction): void {
      if (towards === 'right' && isClosed(diagram.picture.items[at])) {
        actions.toggle(at);
        return;
      }
      const next = diagram.space.neighbour(at, towards);
      if (next === undefined || diagram.picture.items[next]?.type === 'tags') return;
      actions.select(next);
      camera.reveal(next);
    }
  };
}

/** Whether → opens it; otherwise → goes to the next column. */
function isClosed(item: Item | undefined): boolean {
  if (item?.type === 'stack') return !item.isOpen;
  return item?.type === 'node' && item.isExpandable && item.lane !== 'root';
}

// The buttons around the picture keep their own Enter and arrows.
function isTool(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="toolbar"], [role="dialog"]') !== null;
}
