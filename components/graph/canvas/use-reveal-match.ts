import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import { visibleBox } from '#components/graph/paint/frame.ts';
import type { NodeFilter } from '#lib/graph/filter/node-filter';
import { matchOutOfView } from './match-out-of-view.ts';
import type { Camera } from './use-camera.ts';

/** So long after the last letter the picture goes to what was found, in milliseconds. */
const pauseMs = 350;

/** Brings the first match of a search into view once the typing has stopped, where none of those in view matches. */
export function useRevealMatch(
  { diagram, dimmed }: { readonly diagram: Diagram; readonly dimmed: Uint8Array },
  filter: NodeFilter,
  size: Size,
  camera: Camera,
): void {
  const flow = useReactFlow();
  const isSearch = filter.words.length > 0 && !filter.hides;
  // Syncs React Flow's viewport with a search that somebody types.
  useEffect(() => {
    if (!isSearch) return;
    const pause = setTimeout(() => {
      const index = matchOutOfView(diagram, dimmed, visibleBox(flow.getViewport(), size));
      if (index !== undefined) camera.reveal(index);
    }, pauseMs);
    return () => clearTimeout(pause);
  }, [isSearch, diagram, dimmed, flow, size, camera]);
}
