import { useCallback, useRef } from 'react';
import type { Frame, Size } from '#components/graph/paint/frame.ts';
import { paintFrame } from '#components/graph/paint/paint-frame.ts';
import type { Paint } from './use-repaint.ts';
import { useRepaint } from './use-repaint.ts';

type PaintedCanvasProps = {
  readonly picture: Pick<
    Frame,
    'diagram' | 'dimmed' | 'selected' | 'hovered' | 'planEffects' | 'palette' | 'now'
  >;
  readonly size: Size;
};

/** The ground under the nodes: its edges, and far out the nodes too. */
export function PaintedCanvas({ picture, size }: PaintedCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // A new function paints the whole canvas anew.
  const preparePaint = useCallback(
    (ratio: number): Paint =>
      (context, viewport, isMoving) =>
        paintFrame({ ...picture, context, size, ratio, viewport, isMoving }),
    [picture, size],
  );
  useRepaint(canvas, { size, maxRatio: 3, preparePaint });
  return <canvas ref={canvas} className="absolute inset-0 size-full" />;
}
