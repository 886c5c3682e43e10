import { useStore } from '@xyflow/react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { ExportMenu } from '#components/graph/export/export-menu';
import { Legend } from '#components/graph/filter/legend';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { useCommands } from '#components/ui/commands.ts';
import { OpenAll, Tool, toolClass } from './open-all.tsx';
import type { Camera } from './use-camera.ts';

const bar = 'flex overflow-hidden rounded-lg border border-line bg-raised text-muted shadow-raised';

type CanvasToolsProps = {
  readonly camera: Camera;
  readonly props: GraphViewProps;
  readonly diagram: Diagram;
};

/** Zoom, fit, open all, export and legend, in the lower left corner. */
export function CanvasTools({ camera, props, diagram }: CanvasToolsProps) {
  const percent = useStore(({ transform }) => formatPercent(transform[2] * 100));
  useCommands([
    { group: 'This graph', title: 'Fit the whole graph', aliases: 'zoom all centre', run: camera.fit },
  ]);
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
        <ExportMenu state={props.graph.state} diagram={diagram} className={toolClass} />
        <Legend {...props} diagram={diagram} className={toolClass} />
      </div>
    </div>
  );
}

function formatPercent(percent: number): string {
  return percent < 1 ? percent.toFixed(1) : `${Math.round(percent)}`;
}
