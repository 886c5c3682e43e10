import { useReactFlow } from '@xyflow/react';
import type { RefObject } from 'react';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import { firstZoom, fitBox, keepInPlace, minZoom, revealFamily, revealItem, zoomAround } from './camera.ts';

const moveMs = 220;

export type Camera = {
  fit(): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  reveal(index: number): void;
  /** Somebody has moved the picture: from now on nothing moves by itself. */
  release(): void;
  /** Brings what is found below this item into view, until somebody moves the picture. */
  follow(id: string): void;
};

/** Moves the picture: fits it until somebody touches it, later keeps the item they were last at where it is. */
export function useCamera(
  diagram: Diagram,
  size: Size,
  anchor: RefObject<string>,
  selected: string | undefined,
): Camera {
  const flow = useReactFlow();
  const isReleased = useRef(false);
  const before = useRef(diagram);
  const followed = useRef<string>(undefined);

  // Syncs React Flow's viewport with a new layout before the next paint: nothing jumps.
  useLayoutEffect(() => {
    const previous = before.current;
    before.current = diagram;
    if (previous === diagram) return;
    const chosen = diagram.picture.indexOf.get(selected ?? '') ?? 0;
    if (!isReleased.current) {
      const fitting = fitBox(diagram.layout.bounds, size, firstZoom);
      void flow.setViewport((chosen > 0 ? revealItem(diagram, chosen, fitting, size) : undefined) ?? fitting);
      return;
    }
    const last = flow.getViewport();
    const was = previous.picture.indexOf.get(selected ?? '');
    const isSeen =
      followed.current === undefined &&
      was !== undefined &&
      revealItem(previous, was, last, size) === undefined;
    const viewport = keepInPlace(previous, diagram, isSeen && selected ? selected : anchor.current, last);
    void flow.setViewport(viewport);
    const index = diagram.picture.indexOf.get(followed.current ?? '');
    const target = index === undefined ? undefined : revealFamily(diagram, index, viewport, size);
    if (target !== undefined) void flow.setViewport(target, { duration: motionMs() });
  }, [flow, diagram, size, anchor, selected]);

  return useMemo(() => {
    const release = () => {
      isReleased.current = true;
      followed.current = undefined;
    };
    const move = (viewport: ReturnType<typeof flow.getViewport> | undefined) => {
      release();
      if (viewport !== undefined) void flow.setViewport(viewport, { duration: motionMs() });
    };
    return {
      release,
      follow: (id) => {
        release();
        followed.current = id;
      },
      fit: () => move(fitBox(diagram.layout.bounds, size, minZoom)),
      zoomBy: (factor) => move(zoomAround(flow.getViewport(), size, factor)),
      zoomTo: (zoom) => move(zoomAround(flow.getViewport(), size, zoom / flow.getZoom())),
      reveal: (index) => move(revealItem(diagram, index, flow.getViewport(), size)),
    };
  }, [flow, diagram, size]);
}

/** How long a move takes, in milliseconds: none where somebody wants less motion. */
export function motionMs(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : moveMs;
}
