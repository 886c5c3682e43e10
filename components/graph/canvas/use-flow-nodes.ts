import { useStoreApi } from '@xyflow/react';
import { useMemo, useSyncExternalStore } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { itemText } from '#components/graph/diagram/item-text.ts';
import type { Viewport } from '#components/graph/paint/frame.ts';
import { farZoom, visibleBox } from '#components/graph/paint/frame.ts';
import type { GraphSession } from '#components/graph/view/use-graph.ts';
import type { PlanEffects } from '#lib/graph/picture/picture';
import { planEffectOfItem } from '#lib/graph/picture/picture';
import type { ArtifactFlowNode, Progress } from './artifact-node.tsx';

export type FlowNodesInput = {
  readonly diagram: Diagram;
  readonly dimmed: Uint8Array;
  readonly selected: number;
  readonly graph: GraphSession;
  readonly now: number;
  readonly planEffects: PlanEffects | undefined;
  readonly onToggle: (index: number) => void;
};

/** The items in view as React Flow's nodes, with their sizes and places: React Flow shows them without measuring. */
export function useFlowNodes(visible: readonly number[], shown: FlowNodesInput): ArtifactFlowNode[] {
  const { diagram, dimmed, selected, graph, now, planEffects, onToggle } = shown;
  const { reference } = graph.state;
  // A key of what changes a card; the session itself is a new object on each render.
  const progress = progressKey(graph);
  // A node that stays in view stays the same object: React Flow and memo draw only new ones.
  const nodeAt = useMemo(() => {
    const progressOf = readProgress(progress);
    const nodes = new Map<number, ArtifactFlowNode | undefined>();
    return (index: number): ArtifactFlowNode | undefined => {
      const cached = nodes.get(index);
      if (cached !== undefined) return cached;
      const item = diagram.picture.items[index];
      if (item === undefined) return undefined;
      const text = itemText(item, reference, now);
      const node = placed(diagram, index, {
        ...{ index, item, text, onToggle },
        isLong: text.title.length * letterWidth > (diagram.layout.width[index] ?? 0) - besideTitle,
        isSelected: index === selected,
        isDimmed: dimmed[index] === 1,
        isTabStop: index === Math.max(0, selected),
        progress: progressOf(item.id),
        planEffect: planEffectOfItem(item, planEffects),
      });
      nodes.set(index, node);
      return node;
    };
  }, [diagram, dimmed, selected, reference, now, planEffects, onToggle, progress]);
  return useMemo(() => visible.flatMap((index) => nodeAt(index) ?? []), [visible, nodeAt]);
}

/** What a letter of a title needs on average, and what stands beside the title, in pixels. */
const letterWidth = 7.3;
const besideTitle = 54;

function placed({ layout }: Diagram, index: number, data: ArtifactFlowNode['data']): ArtifactFlowNode {
  const size = { width: layout.width[index] ?? 0, height: layout.height[index] ?? 0 };
  const position = { x: layout.x[index] ?? 0, y: layout.y[index] ?? 0 };
  return { ...size, id: data.item.id, type: 'artifact', position, measured: size, handles: [], data };
}

function progressKey({ pending, problems }: GraphSession): string {
  return `${[...pending].join()} ${[...problems.keys()].join()}`;
}

function readProgress(key: string): (id: string) => Progress {
  const [pending = [], failed = []] = key.split(' ').map((list) => list.split(','));
  return (id) => (pending.includes(id) ? 'pending' : failed.includes(id) ? 'failed' : 'none');
}

const nothing: readonly number[] = [];

/** The items that React has to draw: the cards in view, and none where they are too small to be read. */
export function useVisibleItems(diagram: Diagram): readonly number[] {
  const store = useStoreApi();
  // The same list comes back until another item comes into view: a pan renders nothing.
  const read = useMemo(() => {
    let last = nothing;
    return () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const next = itemsToShow(diagram, { x, y, zoom }, { width, height });
      if (!isSame(last, next)) last = next;
      return last;
    };
  }, [diagram, store]);
  return useSyncExternalStore(store.subscribe, read, () => nothing);
}

function itemsToShow(diagram: Diagram, viewport: Viewport, size: { width: number; height: number }) {
  if (viewport.zoom < farZoom || size.width === 0) return nothing;
  return [...diagram.space.cardsIn(visibleBox(viewport, size))].sort((a, b) => a - b);
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
