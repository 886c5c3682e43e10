import '@xyflow/react/dist/style.css';
import type { Edge, Node } from '@xyflow/react';
import { ReactFlow } from '@xyflow/react';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import { itemText } from '#components/graph/diagram/item-text.ts';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyView } from '#lib/graph/picture/view';

/** The same nodes in the same places, as the library's own documentation would show them. */
export function PlainFlow({ state }: { readonly state: GraphState }) {
  const { picture, layout } = makeDiagram(state, emptyView);
  const nodes = picture.items.map(
    (item, index): Node => ({
      id: item.id,
      position: { x: layout.x[index] ?? 0, y: layout.y[index] ?? 0 },
      data: { label: itemText(item, state.reference, 0).title },
      style: { width: 216, height: 54 },
    }),
  );
  const edges = picture.items.flatMap((item): Edge[] => {
    const parent = picture.items[item.parent];
    return parent === undefined ? [] : [{ id: `e${item.id}`, source: parent.id, target: item.id }];
  });
  return (
    <div className="h-screen w-screen">
      <ReactFlow
        defaultNodes={nodes}
        defaultEdges={edges}
        minZoom={0.01}
        defaultViewport={{ x: 300, y: 450, zoom: 0.55 }}
      />
    </div>
  );
}
