'use client';

import { Menu } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import { useMemo } from 'react';
import { chipClass } from '#components/ui/chip';
import { KindIcon } from '#components/ui/kind-icon';
import type { Count } from '#lib/graph/filter';
import { countArtifactTypes, countKinds, filteredBy, isFiltering } from '#lib/graph/filter';
import type { View } from '#lib/graph/view';
import type { Kind } from '#lib/oci/kind';
import { FindBox } from './find/find-box.tsx';
import type { GraphViewProps } from './graph-view-props.ts';

type FilterBarProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'>;

const who = { registry: 'the registry left others out', here: 'Orrery left others out' } as const;

/** Chips over the picture: a chosen kind or artifactType stands out, the rest steps back. */
export function FilterBar({ graph, view, onViewChange }: FilterBarProps) {
  const { state } = graph;
  const kinds = useMemo(() => attachedFirst(countKinds(state)), [state]);
  const filtered = useMemo(() => filteredBy(state), [state]);
  const isOn = isFiltering(view);
  return (
    <fieldset className="pointer-events-none absolute inset-x-3.5 top-3 z-10 m-0 flex min-w-0 items-center gap-1.5 border-0 p-0 *:pointer-events-auto">
      <legend className="sr-only">Emphasise</legend>
      <div className="-mb-1 flex min-w-0 gap-1.5 overflow-x-auto pr-7 pb-1 [mask-image:linear-gradient(to_right,#000_calc(100%-28px),transparent)] [scrollbar-width:none]">
        <button
          type="button"
          aria-pressed={!isOn}
          onClick={() => onViewChange({ kinds: [], artifactTypes: [], text: undefined }, 'detail')}
          className={chipClass(!isOn)}
        >
          <b className="font-semibold text-text">All</b> {state.nodes.size}
        </button>
        {kinds.map(({ value, count }) => (
          <button
            key={value}
            type="button"
            aria-pressed={view.kinds.includes(value)}
            onClick={() => onViewChange({ kinds: toggled(view.kinds, value) }, 'detail')}
            className={chipClass(view.kinds.includes(value))}
          >
            <KindIcon kind={value} />
            {nameOf(value)} <b className="font-semibold text-text">{count}</b>
          </button>
        ))}
      </div>
      <TypeMenu graph={graph} view={view} onViewChange={onViewChange} />
      <FindBox graph={graph} view={view} onViewChange={onViewChange} />
      {filtered === undefined && !isOn ? null : (
        <span className="shrink-0 px-1 text-sm text-muted max-xl:sr-only">
          {filtered === undefined ? 'the others step back' : who[filtered]}
        </span>
      )}
    </fieldset>
  );
}

function nameOf(kind: Kind): string {
  return kind === 'vulnerability-report' ? 'report' : kind.replaceAll('-', ' ');
}

/** What is attached comes first: that is what people look for among what is contained. */
function attachedFirst(counts: readonly Count<Kind>[]): readonly Count<Kind>[] {
  const isContained = ({ value }: Count<Kind>) => ['image', 'index', 'layer', 'config'].includes(value);
  return [...counts.filter((count) => !isContained(count)), ...counts.filter(isContained)];
}

function TypeMenu({ graph, view, onViewChange }: FilterBarProps) {
  const types = useMemo(() => countArtifactTypes(graph.state), [graph.state]);
  const chosen = view.artifactTypes.length;
  return (
    <Menu.Root>
      <Menu.Trigger className={chipClass(chosen > 0)}>
        artifactType {chosen > 0 ? <b className="font-semibold text-text">{chosen}</b> : null} ▾
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="start" className="z-50">
          <Menu.Popup className="max-h-96 max-w-[min(36rem,90vw)] overflow-auto rounded-lg border border-line-strong bg-raised p-1 shadow-raised outline-none">
            {types.map(({ value, count }) => (
              <Menu.CheckboxItem
                key={value}
                checked={view.artifactTypes.includes(value)}
                onCheckedChange={() =>
                  onViewChange({ artifactTypes: toggled(view.artifactTypes, value) }, 'detail')
                }
                className="group flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2.5 outline-none data-highlighted:bg-sunken"
              >
                <span aria-hidden="true" className={clsx('w-3 opacity-0 group-data-checked:opacity-100')}>
                  ✓
                </span>
                <span className="grow truncate font-mono text-sm">{value}</span>
                <span className="text-sm text-faint">{count}</span>
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function toggled<T extends View['kinds'][number] | string>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}
