import { ReactFlow, useReactFlow, useStore } from '@xyflow/react';
import type { RefObject } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { itemName, itemText } from '#components/graph/diagram/item-text.ts';
import type { Size } from '#components/graph/paint/frame.ts';
import { farZoom } from '#components/graph/paint/frame.ts';
import { useThemeColours } from '#components/graph/paint/theme-colours.ts';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { selectItem, toggleItem } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { dimmedItems } from '#lib/graph/filter/matching-nodes';
import { nodeOfItem } from '#lib/graph/picture/picture';
import { ArtifactNode } from './artifact-node.tsx';
import { firstZoom, fitBox, isInView, maxZoom, minZoom } from './camera.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { graphKeys } from './graph-keys.ts';
import { Minimap } from './minimap.tsx';
import { PaintedCanvas } from './painted-canvas.tsx';
import { useCamera } from './use-camera.ts';
import { useFlowNodes, useVisibleItems } from './use-flow-nodes.ts';

const nodeTypes = { artifact: ArtifactNode };
const noEdges: [] = [];

type GraphCanvasProps = {
  readonly props: GraphViewProps;
  readonly diagram: Diagram;
  readonly size: Size;
  readonly frame: RefObject<HTMLElement | null>;
};

/** The picture: one canvas for the ground and the edges, React Flow for the nodes that can be read. */
export function GraphCanvas({ props, diagram, size, frame }: GraphCanvasProps) {
  const { graph, view, onViewChange, onOpen, onMenu, marks } = props;
  const flow = useReactFlow();
  const { items, indexOf } = diagram.picture;
  const selected = view.selected === undefined ? -1 : (indexOf.get(view.selected) ?? -1);
  const filter = viewFilter(view);
  const dimmed = useMemo(
    () => dimmedItems(graph.state, diagram.picture, filter),
    [graph.state, diagram, filter],
  );
  const palette = useThemeColours();
  const [now] = useState(() => Date.now());
  const anchor = useRef(items[0]?.id ?? '');
  const camera = useCamera(diagram, size, anchor);
  const [start] = useState(() => fitBox(diagram.layout.bounds, size, firstZoom));
  const wantsFocus = useRef(false);
  const [hovered, setHovered] = useState(-1);

  const toggle = useCallback(
    (index: number) => {
      const change = toggleItem(items[index], view);
      if (change === undefined) return;
      anchor.current = items[index]?.id ?? '';
      camera.follow(anchor.current);
      onViewChange(change);
    },
    [items, view, onViewChange, camera],
  );
  const select = (index: number | undefined, weight?: 'step' | 'detail') => {
    if (index !== undefined) anchor.current = items[index]?.id ?? '';
    onViewChange(selectItem(index === undefined ? undefined : items[index]), weight);
  };
  const open = (index: number) => {
    const item = items[index];
    const node = item === undefined || item.lane === 'root' ? undefined : nodeOfItem(item);
    if (item?.type === 'stack') toggle(index);
    else if (node !== undefined) onOpen(node.digest);
  };
  // Where the keyboard asks: beside the card, or in the middle where there are no cards.
  const placeOf = (index: number) => {
    const { x, y } = flow.flowToScreenPosition({
      x: (diagram.layout.x[index] ?? 0) + (diagram.layout.width[index] ?? 0),
      y: diagram.layout.y[index] ?? 0,
    });
    return { clientX: x, clientY: y, preventDefault: () => undefined };
  };
  const onKeyDown = graphKeys(diagram, selected, camera, {
    open,
    toggle,
    menu: (index) => openMenu(placeOf(index), index),
    select: (index) => {
      wantsFocus.current = true;
      // A walk with the arrow keys is one step of the browser's history, not one for every node on the way.
      select(index, view.selected === undefined ? 'step' : 'detail');
    },
  });

  // Far out the nodes are paint: what was pressed is looked up by its place.
  const itemUnder = (clientX: number, clientY: number) => {
    const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY });
    return flow.getZoom() < farZoom ? diagram.space.itemAt(x, y) : undefined;
  };

  const openMenu = (event: { clientX: number; clientY: number; preventDefault(): void }, index?: number) => {
    const node = index === undefined ? undefined : nodeOfItem(items[index]);
    if (node === undefined || onMenu === undefined) return;
    event.preventDefault();
    select(index, 'detail');
    onMenu({ digest: node.digest, x: event.clientX, y: event.clientY });
  };

  const visible = useVisibleItems(diagram);
  const nodes = useFlowNodes(visible, { diagram, dimmed, selected, graph, now, marks, onToggle: toggle });
  const picture = useMemo(
    () => ({ diagram, dimmed, selected, hovered, marks, palette }),
    [diagram, dimmed, selected, hovered, marks, palette],
  );

  // The document's focus is the outside system: it follows the arrow keys, as soon as the node is drawn.
  useEffect(() => {
    if (!wantsFocus.current) return;
    const id = items[Math.max(0, selected)]?.id ?? '';
    const button = frame.current?.querySelector<HTMLElement>(
      `[data-id="${CSS.escape(id)}"] button[aria-pressed]`,
    );
    if (!button) return;
    wantsFocus.current = false;
    button.focus({ preventScroll: true });
  });

  const needsMap = useStore(
    ({ transform: [x, y, zoom] }) => !isInView(diagram.layout.bounds, { x, y, zoom }, size),
  );
  const item = items[selected];
  return (
    <>
      <PaintedCanvas picture={picture} size={size} />
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
        className="[--xy-attribution-background-color:transparent] [&_.react-flow\\_\\_attribution]:p-0 [&_.react-flow\\_\\_attribution]:leading-3 [&_.react-flow\\_\\_attribution_a]:text-faint"
        onMoveStart={(event) => {
          if (event !== null) camera.release();
        }}
        onNodeClick={(_, { data }) => select(data.index)}
        onNodeMouseEnter={(_, { data }) => setHovered(data.index)}
        onNodeMouseLeave={() => setHovered(-1)}
        onNodeContextMenu={(event, { data }) => openMenu(event, data.index)}
        onPaneContextMenu={(event) => openMenu(event, itemUnder(event.clientX, event.clientY))}
        onNodeDoubleClick={(_, { data }) => toggle(data.index)}
        onPaneClick={(event) => select(itemUnder(event.clientX, event.clientY))}
        onKeyDown={onKeyDown}
        // Far out there are no buttons to hold the focus.
        tabIndex={nodes.length === 0 ? 0 : -1}
        aria-label="Graph"
      />
      <CanvasTools camera={camera} props={props} diagram={diagram} />
      {needsMap ? <Minimap diagram={diagram} palette={palette} size={size} /> : null}
      <p className="sr-only" aria-live="polite">
        {item === undefined ? '' : itemName(item, itemText(item, graph.state.reference, now))}
      </p>
    </>
  );
}
