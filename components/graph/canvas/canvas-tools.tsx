import { useStore } from '@xyflow/react';
import type { ComponentProps } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { ExportMenu } from '#components/graph/export/export-menu';
import { Legend } from '#components/graph/filter/legend';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import type { Camera } from './use-camera.ts';

const bar = 'flex overflow-hidden rounded-lg border border-line bg-raised text-muted shadow-raised';
const cell = 'border-line px-2.5 py-1 not-last:border-r hover:bg-sunken hover:text-text';

type CanvasToolsProps = {
  readonly camera: Camera;
  readonly props: GraphViewProps;
  readonly diagram: Diagram;
};

/** Zoom, fit, export and the key to the lines, in the lower left corner. */
export function CanvasTools({ camera, props, diagram }: CanvasToolsProps) {
  const percent = useStore(({ transform }) => formatPercent(transform[2] * 100));
  return (
    <div className="absolute bottom-3.5 left-3.5 flex flex-wrap items-center gap-2">
      <div className={bar} role="toolbar" aria-label="Zoom">
        <Tool label="Zoom out" onClick={() => camera.zoomBy(1 / 1.25)}>
          −
        </Tool>
        <Tool label={`${percent} %, zoom to 100 %`} onClick={() => camera.zoomTo(1)}>
          <span className="inline-block min-w-10 text-center tabular-nums">{percent} %</span>
        </Tool>
        <Tool label="Zoom in" onClick={() => camera.zoomBy(1.25)}>
          +
        </Tool>
        <Tool label="Fit the whole graph" onClick={camera.fit}>
          Fit
        </Tool>
      </div>
      <div className={bar}>
        <OpenAll {...props} />
        <span className="hidden border-r border-line px-2.5 py-1 @3xl:block">- - refers to</span>
        <span className="hidden border-r border-line px-2.5 py-1 @3xl:block">── contains</span>
        <ExportMenu state={props.graph.state} diagram={diagram} className={cell} />
        <Legend {...props} className={cell} />
      </div>
    </div>
  );
}

/** Asks for all that hangs on anything; says how much has come, and stops where it is. */
function OpenAll({ graph, view, onViewChange }: GraphViewProps) {
  if (graph.isOpeningAll) {
    const count = graph.state.nodes.size.toLocaleString('en');
    return (
      <Tool label={`${count} · Stop opening`} onClick={graph.stopOpeningAll}>
        <span className="tabular-nums">{count}</span> · Stop
      </Tool>
    );
  }
  return view.opensAll ? (
    <Tool
      label="Close all that is open"
      onClick={() => onViewChange({ opensAll: false, openStacks: [], expanded: [] })}
    >
      Close all
    </Tool>
  ) : (
    <Tool
      label="Open all, at most 5,000 artifacts"
      onClick={() => onViewChange({ opensAll: true, openStacks: [] })}
    >
      Open all
    </Tool>
  );
}

function formatPercent(percent: number): string {
  return percent < 1 ? percent.toFixed(1) : `${Math.round(percent)}`;
}

function Tool({ label, ...rest }: ComponentProps<'button'> & { readonly label: string }) {
  return <button type="button" aria-label={label} title={label} className={cell} {...rest} />;
}
