import { useMemo } from 'react';
import { itemText } from '../item-text.ts';
import type { Scene } from '../scene.ts';
import type { GraphSession } from '../use-graph.ts';
import type { ArtifactFlowNode, Progress } from './artifact-node.tsx';

export type Shown = {
  readonly scene: Scene;
  readonly dimmed: Uint8Array;
  readonly selected: number;
  readonly graph: GraphSession;
  readonly now: number;
  readonly onToggle: (index: number) => void;
};

/** The items in view as React Flow's nodes, with sizes and places given so that it need not measure before it shows them. */
export function useFlowNodes(visible: readonly number[], shown: Shown): ArtifactFlowNode[] {
  const { scene, dimmed, selected, graph, now, onToggle } = shown;
  const { reference } = graph.state;
  // The key of what changes a card's face; the session itself is a new object on each render.
  const progress = progressKey(graph);
  return useMemo(() => {
    const progressOf = readProgress(progress);
    return visible.flatMap((index): ArtifactFlowNode[] => {
      const item = scene.picture.items[index];
      if (item === undefined) return [];
      const { layout } = scene;
      const size = { width: layout.width[index] ?? 0, height: layout.height[index] ?? 0 };
      return [
        {
          ...size,
          id: item.id,
          type: 'artifact',
          position: { x: layout.x[index] ?? 0, y: layout.y[index] ?? 0 },
          measured: size,
          handles: [],
          data: {
            ...{ index, item, onToggle },
            text: itemText(item, reference, now),
            isSelected: index === selected,
            isDimmed: dimmed[index] === 1,
            isTabStop: index === Math.max(0, selected),
            progress: progressOf(item.id),
          },
        },
      ];
    });
  }, [visible, scene, dimmed, selected, reference, now, onToggle, progress]);
}

function progressKey({ pending, problems }: GraphSession): string {
  return `${[...pending].join()} ${[...problems.keys()].join()}`;
}

function readProgress(key: string): (id: string) => Progress {
  const [pending = [], failed = []] = key.split(' ').map((list) => list.split(','));
  return (id) => (pending.includes(id) ? 'pending' : failed.includes(id) ? 'failed' : 'none');
}
