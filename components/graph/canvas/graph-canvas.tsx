import { ReactFlow, useStore } from '@xyflow/react';
import type { ReactNode, RefObject } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { itemName, itemText } from '#components/graph/diagram/item-text.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import { useThemeColours } from '#components/graph/paint/theme-colours.ts';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { selectedId } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { dimmedItems } from '#lib/graph/filter/matching-nodes';
import type { ArtifactFlowNode } from './artifact-node.tsx';
import { ArtifactNode } from './artifact-node.tsx';
import { firstZoom, fitBox, maxZoom, minZoom } from './camera.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { cardLetters } from './card-letters.ts';
import { CellCards } from './cell-cards.tsx';
import { graphKeys } from './graph-keys.ts';
import { Minimap } from './minimap.tsx';
import { PaintedCanvas } from './painted-canvas.tsx';
import type { CanvasActions } from './use-canvas-actions.ts';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useFlowNodes, useVisibleItems } from './use-flow-nodes.ts';
import { useRevealMatch } from './use-reveal-match.ts';

type GraphCanvasProps = {
  readonly props: GraphViewProps;
  readonly diagram: Diagram;
  readonly size: Size;
  readonly frame: RefObject<HTMLElement | null>;
};

/** The picture: one canvas for the ground and the edges, React Flow for the nodes that can be read. */
export function GraphCanvas({ props, diagram, size, frame }: GraphCanvasProps) {
  const { graph, view, planEffects } = props;
  const { items, indexOf } = diagram.picture;
  const selected = indexOf.get(selectedId(view) ?? '') ?? -1;
  const filter = viewFilter(view);
  // Measured in thousands of items: these are passes over all of them, and a pan must not repeat them.
  const dimmed = useMemo(
    () => dimmedItems(graph.state, diagram.picture, filter),
    [graph.state, diagram, filter],
  );
  const palette = useThemeColours();
  const [now] = useState(() => Date.now());
  const [start] = useState(() => fitBox(diagram.layout.bounds, size, firstZoom));
  const [hovered, setHovered] = useState(-1);
  const actions = useCanvasActions(props, diagram, size);
  useRevealMatch({ diagram, dimmed }, filter, size, actions.camera);
  const focusCard = useFocusCard(frame, items[Math.max(0, selected)]?.id ?? '');
  const onKeyDown = graphKeys(diagram, selected, actions.camera, {
    open: actions.open,
    toggle: actions.toggle,
    menu: actions.openMenuBeside,
    select: (index) => {
      focusCard();
      // A walk with the arrow keys is one step of the browser's history, not one for every node on the way.
      actions.select(index, selectedId(view) === undefined ? 'step' : 'detail');
    },
  });
  const nodes = useFlowNodes(useVisibleItems(diagram), {
    ...{ diagram, dimmed, selected, graph, now, planEffects },
    onToggle: actions.toggle,
  });
  const picture = useMemo(
    () => ({ diagram, dimmed, selected, hovered, planEffects, palette, now }),
    [diagram, dimmed, selected, hovered, planEffects, palette, now],
  );
  const item = items[selected];
  return (
    <>
      <PaintedCanvas picture={picture} size={size} />
      <Cards nodes={nodes} start={start} actions={actions} onHover={setHovered} onKeyDown={onKeyDown}>
        <CellCards {...{ diagram, selected, hovered, now, size }} reference={graph.state.reference} />
      </Cards>
      <CanvasTools camera={actions.camera} props={props} diagram={diagram} />
      <Minimap diagram={diagram} palette={palette} size={size} />
      <p className="sr-only" aria-live="polite">
        {item === undefined ? '' : itemName(item, itemText(item, graph.state.reference, now))}
      </p>
    </>
  );
}

/** The function moves the focus to the card of this item as soon as React Flow has drawn it. */
function useFocusCard(frame: RefObject<HTMLElement | null>, id: string): () => void {
  const isDue = useRef(false);
  // Syncs with the focus of the document, which a card that is not drawn yet cannot take.
  useEffect(() => {
    if (!isDue.current) return;
    const button = frame.current?.querySelector<HTMLElement>(
      `[data-id="${CSS.escape(id)}"] button[aria-pressed]`,
    );
    if (!button) return;
    isDue.current = false;
    button.focus({ preventScroll: true });
  });
  return () => {
    isDue.current = true;
  };
}

const nodeTypes = { artifact: ArtifactNode };
const noEdges: [] = [];

type CardsProps = {
  readonly nodes: ArtifactFlowNode[];
  readonly start: ReturnType<typeof fitBox>;
  readonly actions: CanvasActions;
  readonly onHover: (index: number) => void;
  readonly onKeyDown: ReturnType<typeof graphKeys>;
  readonly children: ReactNode;
};

/** The nodes that can be read, as React Flow draws them: it pans and zooms, all else is ours. */
function Cards({ nodes, start, actions, onHover, onKeyDown, children }: CardsProps) {
  const letters = useStore(({ transform }) => cardLetters(transform[2]));
  return (
    <div className={`contents ${letters}`}>
      <ReactFlow
        nodes={nodes}
        edges={noEdges}
        nodeTypes={nodeTypes}
        defaultViewport={start}
        minZoom={minZoom}
        maxZoom={maxZoom}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        attributionPosition="bottom-right"
        className="[--xy-attribution-background-color:transparent] [&_a]:text-[11px] [&_.react-flow\\_\\_attribution]:p-0 [&_.react-flow\\_\\_attribution]:leading-3 [&_.react-flow\\_\\_attribution_a]:text-faint"
        onMoveStart={(event) => {
          if (event !== null) actions.camera.release();
        }}
        onNodeClick={(_, { data }) => actions.select(data.index)}
        onNodeMouseEnter={(_, { data }) => onHover(data.index)}
        onNodeMouseLeave={() => onHover(-1)}
        onNodeContextMenu={(event, { data }) => actions.openMenu(event, data.index)}
        onPaneContextMenu={(event) => actions.openMenu(event, actions.itemAt(event))}
        onNodeDoubleClick={(_, { data }) => actions.toggle(data.index)}
        onPaneMouseMove={(event) => {
          if (event.buttons === 0) onHover(actions.itemAt(event) ?? -1);
        }}
        onPaneMouseLeave={() => onHover(-1)}
        onPaneClick={(event) => actions.select(actions.itemAt(event))}
        onKeyDown={onKeyDown}
        // Far out there are no buttons to hold the focus.
        tabIndex={nodes.length === 0 ? 0 : -1}
        aria-label="Graph"
      >
        {children}
      </ReactFlow>
    </div>
  );
}
