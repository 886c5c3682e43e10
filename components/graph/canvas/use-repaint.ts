import { useStoreApi } from '@xyflow/react';
import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { Size, Viewport } from '#components/graph/paint/frame.ts';

export type Paint = (context: CanvasRenderingContext2D, viewport: Viewport) => void;

type RepaintOptions = {
  /** In CSS pixels. */
  readonly size: Size;
  readonly maxRatio: number;
  /** Prepares the paint for device pixels of this ratio; a new function paints anew, so it must stay the same while nothing changes. */
  readonly preparePaint: (ratio: number) => Paint;
};

/** Paints a canvas now and in each frame in which React Flow's viewport has moved: a pan renders nothing. */
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
    const paintViewport = () => {
      const [x, y, zoom] = store.getState().transform;
      paint(context, { x, y, zoom });
    };
    paintViewport();
    let request = 0;
    let last = store.getState().transform;
    const unsubscribe = store.subscribe(({ transform }) => {
      if (transform === last) return;
      last = transform;
      cancelAnimationFrame(request);
      request = requestAnimationFrame(paintViewport);
    });
    return () => {
      unsubscribe();
      cancelAnimationFrame(request);
    };
  }, [canvas, store, width, height, maxRatio, preparePaint]);
}
