import { useReactFlow } from '@xyflow/react';
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import { revealItem } from './camera.ts';
import { motionMs } from './use-camera.ts';

/**
 * Brings what is selected elsewhere, in the outline or by the search, into view. The function that it gives says that
 * somebody points at an item of the picture itself, which then stays where it is.
 */
export function useRevealSelected(
  diagram: Diagram,
  size: Size,
  selected: string | undefined,
): (id: string | undefined) => void {
  const flow = useReactFlow();
  const pointedAt = useRef<string>(undefined);
  const before = useRef({ diagram, selected });

  // Syncs React Flow's viewport with the selection; with another layout the camera moves by itself.
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { diagram, selected };
    if (last.selected === selected) return;
    const isElsewhere = pointedAt.current !== selected;
    pointedAt.current = undefined;
    const index = diagram.picture.indexOf.get(selected ?? '');
    if (last.diagram !== diagram || index === undefined || !isElsewhere) return;
    const viewport = revealItem(diagram, index, flow.getViewport(), size);
    if (viewport !== undefined) void flow.setViewport(viewport, { duration: motionMs() });
  }, [flow, diagram, size, selected]);

  return useCallback((id) => {
    pointedAt.current = id;
  }, []);
}
