'use client';

import '@xyflow/react/dist/base.css';
import { ReactFlowProvider } from '@xyflow/react';
import type { RefObject } from 'react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { roomOf } from '#components/graph/canvas/camera.ts';
import { GraphCanvas } from '#components/graph/canvas/graph-canvas';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { useIsWide } from '#components/ui/columns';
import { noFilter } from '#lib/graph/filter/node-filter';

/** The graph as a picture, for the browser only and in a chunk of its own. It fills its box. */
export function GraphView(props: GraphViewProps) {
  const { graph, view } = props;
  const frame = useRef<HTMLElement>(null);
  const size = useCanvasSize(frame);
  const { expanded, openStacks, opensAll, focus } = view;
  const filter = viewFilter(view);
  const hiding = filter.hides ? filter : noFilter;
  const { width, height } = size === undefined || size.width === 0 ? noRoom : roomOf(size);
  const diagram = useMemo(
    () =>
      width === 0 || height === 0
        ? undefined
        : makeDiagram(graph.state, { expanded, openStacks, opensAll, focus }, hiding, { width, height }),
    [graph.state, expanded, openStacks, opensAll, focus, hiding, width, height],
  );
  const isEmpty = diagram === undefined || diagram.picture.items.length === 0;
  return (
    <section
      ref={frame}
      aria-label="Graph"
      className="@container relative size-full min-h-0 overflow-hidden bg-canvas"
    >
      {isEmpty && graph.isPending ? <GraphSkeleton /> : null}
      {isEmpty || size === undefined || size.width === 0 ? null : (
        <ReactFlowProvider key={graph.state.root}>
          <GraphCanvas props={props} diagram={diagram} size={size} frame={frame} />
        </ReactFlowProvider>
      )}
    </section>
  );
}

const noRoom: Size = { width: 0, height: 0 };

/** The shape of what comes, in its place: no spinner, and nothing jumps when the first answer is there. */
function GraphSkeleton() {
  const node = 'skeleton h-[54px] w-[216px] rounded-lg';
  return (
    <div aria-hidden="true" className="flex size-full items-center justify-center gap-16">
      <div className="skeleton h-[70px] w-[232px] rounded-lg" />
      <div className="grid gap-5">
        <div className={node} />
        <div className={node} />
        <div className={node} />
      </div>
    </div>
  );
}

/** The size of the canvas; on a narrow screen the chips stand above it, and not over it. */
function useCanvasSize(element: RefObject<HTMLElement | null>): Size | undefined {
  const size = useSize(element);
  const isWide = useIsWide();
  return useMemo(() => (size === undefined || isWide ? size : { ...size, isBare: true }), [size, isWide]);
}

/** The size of an element, undefined before its first layout. */
function useSize(element: RefObject<HTMLElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>();
  // Syncs with the browser's layout, measured before the first paint: the first picture fits already.
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = target;
      setSize((last) => (last?.width === width && last.height === height ? last : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
