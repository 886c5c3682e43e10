import { useReactFlow, useStoreApi } from '@xyflow/react';
import type { PointerEvent } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { itemToken } from '#components/graph/diagram/item-token.ts';
import type { Frame, Size } from '#components/graph/paint/frame.ts';
import { visibleBox } from '#components/graph/paint/frame.ts';
import type { ThemeColours } from '#components/graph/paint/theme-colours.ts';
import type { Corner } from './map-corner.ts';
import { cornerPlace, map, mapCorner } from './map-corner.ts';
import type { Paint } from './use-repaint.ts';
import { useRepaint } from './use-repaint.ts';

/** Around what the map shows, in CSS pixels. */
const inset = 10;

type MinimapProps = { readonly diagram: Diagram; readonly palette: ThemeColours; readonly size: Size };

/** The whole graph in a corner that nothing else lies in, with a frame around what is in view; a press moves the view there. */
export function Minimap(props: MinimapProps) {
  const corner = useFreeCorner(props);
  return corner === undefined ? null : <CornerMap {...props} corner={corner} />;
}

/** So long the picture stands still before the map changes its place, in milliseconds. */
const restMs = 200;

function useFreeCorner({ diagram, size }: MinimapProps): Corner | undefined {
  const store = useStoreApi();
  const [corner, setCorner] = useState<Corner>();
  // Syncs with React Flow's viewport once it stands still: a map that fled from a pan could not be pressed.
  useEffect(() => {
    const look = () => {
      const [x, y, zoom] = store.getState().transform;
      setCorner(mapCorner(diagram, { x, y, zoom }, size));
    };
    let rest = setTimeout(look);
    let last = store.getState().transform;
    const unsubscribe = store.subscribe(({ transform }) => {
      if (transform === last) return;
      last = transform;
      clearTimeout(rest);
      rest = setTimeout(look, restMs);
    });
    return () => {
      unsubscribe();
      clearTimeout(rest);
    };
  }, [store, diagram, size]);
  return corner;
}

function CornerMap({ diagram, palette, size, corner }: MinimapProps & { readonly corner: Corner }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useReactFlow();

  // The nodes are drawn once and copied; only the frame around what is in view is new each time.
  const preparePaint = useCallback(
    (ratio: number): Paint => {
      const ground = groundOf(diagram, palette, ratio);
      return (context, viewport) => {
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, map.width * ratio, map.height * ratio);
        context.drawImage(ground, 0, 0);
        context.scale(ratio, ratio);
        paintView(context, diagram, palette('accent'), viewport, size);
      };
    },
    [diagram, palette, size],
  );
  useRepaint(canvas, { size: map, maxRatio: Number.POSITIVE_INFINITY, preparePaint });

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const place = event.currentTarget.getBoundingClientRect();
    const { scale, x, y } = fitting(diagram);
    const { zoom } = flow.getViewport();
    void flow.setViewport({
      zoom,
      x: size.width / 2 - ((event.clientX - place.left - x) / scale) * zoom,
      y: size.height / 2 - ((event.clientY - place.top - y) / scale) * zoom,
    });
  };
  const { x: left, y: top } = cornerPlace(corner, size);
  return (
    <canvas
      ref={canvas}
      onPointerDown={go}
      onPointerMove={go}
      style={{ left, top }}
      className="absolute hidden h-24 w-[150px] cursor-pointer touch-none rounded-lg border border-line bg-raised shadow-raised @2xl:block"
    />
  );
}

function fitting({ layout: { bounds } }: Diagram) {
  const width = Math.max(1, bounds.maxX - bounds.minX);
  const height = Math.max(1, bounds.maxY - bounds.minY);
  const scale = Math.min((map.width - 2 * inset) / width, (map.height - 2 * inset) / height);
  return {
    scale,
    x: (map.width - width * scale) / 2 - bounds.minX * scale,
    y: (map.height - height * scale) / 2 - bounds.minY * scale,
  };
}

function groundOf(diagram: Diagram, palette: ThemeColours, ratio: number): HTMLCanvasElement {
  const ground = document.createElement('canvas');
  ground.width = map.width * ratio;
  ground.height = map.height * ratio;
  const context = ground.getContext('2d');
  if (context === null) return ground;
  const { scale, x, y } = fitting(diagram);
  context.scale(ratio, ratio);
  const { layout, picture } = diagram;
  // Where many share a pixel, layers of half-transparent colours would turn black.
  context.globalAlpha = picture.items.length > 500 ? 1 : 0.75;
  // More nodes than pixels look the same as a sample of them.
  const step = Math.max(1, Math.floor(picture.items.length / 20_000));
  for (let index = 0; index < picture.items.length; index += step) {
    context.fillStyle = palette(itemToken(picture.items[index]));
    context.fillRect(
      (layout.x[index] ?? 0) * scale + x,
      (layout.y[index] ?? 0) * scale + y,
      Math.max(1, (layout.width[index] ?? 0) * scale),
      Math.max(1, (layout.height[index] ?? 0) * scale),
    );
  }
  return ground;
}

function paintView(
  context: CanvasRenderingContext2D,
  diagram: Diagram,
  colour: string,
  viewport: Frame['viewport'],
  size: Size,
): void {
  const { scale, x, y } = fitting(diagram);
  const view = visibleBox(viewport, size);
  const left = Math.max(2, view.minX * scale + x);
  const top = Math.max(2, view.minY * scale + y);
  const right = Math.min(map.width - 2, view.maxX * scale + x);
  const bottom = Math.min(map.height - 2, view.maxY * scale + y);
  if (right < left || bottom < top) return;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(left, top, Math.max(4, right - left), Math.max(4, bottom - top), 3);
  context.stroke();
}
