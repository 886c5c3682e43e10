import type { ElementDefinition } from 'cytoscape';
import cytoscape from 'cytoscape';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import { itemText } from '#components/graph/diagram/item-text.ts';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyView } from '#lib/graph/picture/view';

/** The same nodes in the same places, as Cytoscape.js draws them with its settings as they come; resolves when it has. */
export async function drawWithCytoscape(container: HTMLElement, state: GraphState): Promise<void> {
  const { picture, layout } = makeDiagram(state, emptyView);
  const nodes = picture.items.map(
    (item, index): ElementDefinition => ({
      data: { id: item.id, label: itemText(item, state.reference, 0).title },
      position: { x: (layout.x[index] ?? 0) + 108, y: (layout.y[index] ?? 0) + 27 },
    }),
  );
  const edges = picture.items.flatMap((item): ElementDefinition[] => {
    const parent = picture.items[item.parent];
    return parent === undefined ? [] : [{ data: { id: `e${item.id}`, source: parent.id, target: item.id } }];
  });
  container.style.cssText = 'width:100vw;height:100vh';
  const graph = cytoscape({
    container,
    elements: [...nodes, ...edges],
    layout: { name: 'preset', fit: false },
    zoom: 0.55,
    pan: { x: 300, y: 450 },
    style: [
      {
        selector: 'node',
        style: {
          shape: 'round-rectangle',
          width: 216,
          height: 54,
          label: 'data(label)',
          'text-valign': 'center',
        },
      },
    ],
  });
  await new Promise((resolve) => graph.one('render', resolve));
}
