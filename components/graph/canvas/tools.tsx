import { Popover } from '@base-ui/react/popover';
import { useStore } from '@xyflow/react';
import type { ComponentProps } from 'react';
import { KindIcon } from '#components/ui/kind-icon';
import type { GraphState } from '#lib/graph/graph-state';
import type { Kind } from '#lib/oci/kind';
import { ExportMenu } from '../export/export-menu.tsx';
import type { Scene } from '../scene.ts';
import type { Camera } from './use-camera.ts';

const bar = 'flex overflow-hidden rounded-lg border border-line bg-raised text-muted shadow-raised';
const cell = 'border-line px-2.5 py-1 not-last:border-r hover:bg-sunken hover:text-text';

type ToolsProps = { readonly camera: Camera; readonly state: GraphState; readonly scene: Scene };

/** Zoom, fit, export and the key to the lines, in the lower left corner. */
export function Tools({ camera, state, scene }: ToolsProps) {
  const percent = useStore(({ transform }) => formatPercent(transform[2] * 100));
  return (
    <div className="absolute bottom-3.5 left-3.5 flex items-center gap-2">
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
        <span className="hidden border-r border-line px-2.5 py-1 lg:block">- - refers to</span>
        <span className="hidden border-r border-line px-2.5 py-1 lg:block">── contains</span>
        <ExportMenu state={state} scene={scene} className={cell} />
        <Legend />
      </div>
    </div>
  );
}

function formatPercent(percent: number): string {
  return percent < 1 ? percent.toFixed(1) : `${Math.round(percent)}`;
}

function Tool({ label, ...rest }: ComponentProps<'button'> & { readonly label: string }) {
  return <button type="button" aria-label={label} title={label} className={cell} {...rest} />;
}

const rows = [
  ['image', 'image, platform'],
  ['index', 'index of several'],
  ['signature', 'signature'],
  ['provenance', 'provenance'],
  ['attestation', 'other attestation'],
  ['sbom', 'SBOM'],
  ['vulnerability-report', 'vulnerability report'],
  ['vex', 'VEX'],
  ['chart', 'Helm chart'],
  ['artifact', 'anything else'],
] as const satisfies readonly (readonly [Kind, string])[];

function Legend() {
  return (
    <Popover.Root>
      <Popover.Trigger className={cell}>Legend</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={8} className="z-50">
          <Popover.Popup className="w-64 rounded-lg border border-line-strong bg-raised p-3.5 shadow-raised outline-none">
            <Popover.Title className="mb-2 font-semibold">What the signs mean</Popover.Title>
            <ul className="grid grid-cols-1 gap-1.5">
              {rows.map(([kind, text]) => (
                <li key={kind} className="flex items-center gap-2.5">
                  <KindIcon kind={kind} />
                  {text}
                </li>
              ))}
            </ul>
            <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 border-t border-line pt-3 text-sm">
              <dt className="font-mono">◂ - -</dt>
              <dd className="text-muted">refers to: the arrow points to the subject</dd>
              <dt className="font-mono">───</dt>
              <dd className="text-muted">contains: an index its entries, a tag its artifact</dd>
              <dt className="font-mono">┄┄</dt>
              <dd className="text-muted">dashed box: missing or unreadable</dd>
              <dt className="font-mono">▤ 31</dt>
              <dd className="text-muted">a stack of one kind, the latest on top</dd>
            </dl>
            <p className="mt-3 border-t border-line pt-3 text-sm text-muted">
              Arrow keys go from node to node, → also expands, Enter makes a node the centre, f fits.
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
