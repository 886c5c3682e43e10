import { useReactFlow } from '@xyflow/react';
import type { RefObject } from 'react';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Scene } from '#components/graph/diagram/diagram.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import { firstZoom, fitBox, keepInPlace, minZoom, revealFamily, revealItem, zoomAround } from './camera.ts';

const moveMs = 220;

export type Camera = {
  fit(): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  reveal(index: number): void;
  /** The person has taken the wheel: from now on nothing moves by itself. */
  release(): void;
  /** What comes to hang on this item is brought into view, until the person takes the wheel again. */
  follow(id: string): void;
};

/** Moves the picture: fits it until somebody touches it, later keeps the item they were last at where it is. */
export function useCamera(scene: Scene, size: Size, anchor: RefObject<string>): Camera {
  const flow = useReactFlow();
  const isReleased = useRef(false);
  const before = useRef(scene);
  const followed = useRef<string>(undefined);

  // React Flow holds the viewport: it is told of a new layout before the next paint, so that nothing jumps.
  useLayoutEffect(() => {
    const previous = before.current;
    before.current = scene;
    if (previous === scene) return;
    if (!isReleased.current) {
      void flow.setViewport(fitBox(scene.layout.bounds, size, firstZoom));
      return;
    }
    const kept = keepInPlace(previous, scene, anchor.current, flow.getViewport());
    void flow.setViewport(kept);
    const index = scene.picture.indexOf.get(followed.current ?? '');
    const target = index === undefined ? undefined : revealFamily(scene, index, kept, size);
    if (target !== undefined) void flow.setViewport(target, { duration: motionMs() });
  }, [flow, scene, size, anchor]);

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
      fit: () => move(fitBox(scene.layout.bounds, size, minZoom)),
      zoomBy: (factor) => move(zoomAround(flow.getViewport(), size, factor)),
      zoomTo: (zoom) => move(zoomAround(flow.getViewport(), size, zoom / flow.getZoom())),
      reveal: (index) => move(revealItem(scene, index, flow.getViewport(), size)),
    };
  }, [flow, scene, size]);
}

function motionMs(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : moveMs;
}
