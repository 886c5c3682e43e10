import { useStoreApi } from '@xyflow/react';
import { useMemo, useSyncExternalStore } from 'react';
import type { Scene } from '#components/graph/diagram/diagram.ts';
import type { Viewport } from '#components/graph/paint/frame.ts';
import { farZoom, visibleBox } from '#components/graph/paint/frame.ts';

const nothing: readonly number[] = [];

/** The items that React has to draw: those in view, and none where they are too small to be read. */
export function useVisibleItems(scene: Scene): readonly number[] {
  const store = useStoreApi();
  // The same list comes back until another item comes into view: a pan renders nothing.
  const read = useMemo(() => {
    let last = nothing;
    return () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const next = itemsToShow(scene, { x, y, zoom }, { width, height });
      if (!isSame(last, next)) last = next;
      return last;
    };
  }, [scene, store]);
  return useSyncExternalStore(store.subscribe, read, () => nothing);
}

function itemsToShow(scene: Scene, viewport: Viewport, size: { width: number; height: number }) {
  if (viewport.zoom < farZoom || size.width === 0) return nothing;
  return [...scene.space.itemsIn(visibleBox(viewport, size))].sort((a, b) => a - b);
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
