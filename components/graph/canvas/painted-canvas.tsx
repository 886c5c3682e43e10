import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Frame, Size } from '#components/graph/paint/frame.ts';
import { paintFrame } from '#components/graph/paint/paint-frame.ts';

type PaintedCanvasProps = {
  readonly picture: Pick<Frame, 'diagram' | 'dimmed' | 'selected' | 'hovered' | 'planEffects' | 'palette'>;
  readonly size: Size;
};

/** The ground under the nodes. It follows React Flow's viewport by itself: a pan draws one frame and renders nothing. */
export function PaintedCanvas({ picture, size }: PaintedCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();

  // The bitmap is the outside system: drawn once for each frame in which something changed.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    canvas.current.width = Math.round(size.width * ratio);
    canvas.current.height = Math.round(size.height * ratio);
    const paint = () => {
      const [x, y, zoom] = store.getState().transform;
      paintFrame({ ...picture, context, size, ratio, viewport: { x, y, zoom } });
    };
    paint();
    let request = 0;
    let last = store.getState().transform;
    const unsubscribe = store.subscribe(({ transform }) => {
      if (transform === last) return;
      last = transform;
      cancelAnimationFrame(request);
      request = requestAnimationFrame(paint);
    });
    return () => {
      unsubscribe();
      cancelAnimationFrame(request);
    };
  }, [store, picture, size]);

  return <canvas ref={canvas} className="absolute inset-0 size-full" />;
}
