import { useStoreApi } from '@xyflow/react';
import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { Size, Viewport } from '#components/graph/paint/frame.ts';

export type Paint = (context: CanvasRenderingContext2D, viewport: Viewport, isMoving: boolean) => void;

/** So long after its last move a picture stands still, in milliseconds. */
const restMs = 120;

type RepaintOptions = {
  /** In CSS pixels. */
  readonly size: Size;
  readonly maxRatio: number;
  /** Prepares the paint for device pixels of this ratio; a new function paints anew, so it must stay the same while nothing changes. */
  readonly preparePaint: (ratio: number) => Paint;
};

/** Paints a canvas now, in each frame in which React Flow's viewport has moved, and once it stands still: a pan renders nothing. */
export function useRepaint(
  canvas: RefObject<HTMLCanvasElement | null>,
  { size: { width, height }, maxRatio, preparePaint }: RepaintOptions,
): void {
  const store = useStoreApi();
  // Syncs the bitmap of the canvas with the viewport, which React Flow keeps outside of React.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const ratio = Math.min(window.devicePixelRatio || 1, maxRatio);
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    const paint = preparePaint(ratio);
    const paintViewport = (isMoving: boolean) => {
      const [x, y, zoom] = store.getState().transform;
      paint(context, { x, y, zoom }, isMoving);
    };
    paintViewport(false);
    let request = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;
    let last = store.getState().transform;
    const unsubscribe = store.subscribe(({ transform }) => {
      if (transform.every((part, at) => part === last[at])) return;
      last = transform;
      cancelAnimationFrame(request);
      clearTimeout(rest);
      request = requestAnimationFrame(() => paintViewport(true));
      rest = setTimeout(() => paintViewport(false), restMs);
    });
    return () => {
      unsubscribe();
      cancelAnimationFrame(request);
      clearTimeout(rest);
    };
  }, [canvas, store, width, height, maxRatio, preparePaint]);
}
