import type { ComponentProps } from 'react';
import { useEffect, useState } from 'react';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import type { GraphState } from '#lib/graph/graph-state';
import { countOpening, openingText } from './opening-progress.ts';

/** Asks for all that hangs on anything; says how far it has come, and stops where it is. */
export function OpenAll({ graph, view, onViewChange }: GraphViewProps) {
  if (graph.isOpeningAll) return <Opening state={graph.state} onStop={graph.stopOpeningAll} />;
  return view.opensAll ? (
    <Tool
      label="Close all that is open"
      onClick={() => onViewChange({ opensAll: false, openStacks: [], expanded: [] })}
    >
      Close all
    </Tool>
  ) : (
    <Tool
      label="Open all, up to 5,000 artifacts"
      onClick={() => onViewChange({ opensAll: true, openStacks: [] })}
    >
      Open all
    </Tool>
  );
}

function Opening({ state, onStop }: { readonly state: GraphState; readonly onStop: () => void }) {
  const count = countOpening(state);
  const [start] = useState(() => ({ time: Date.now(), done: count.done }));
  const [now, setNow] = useState(start.time);
  // Syncs with the clock: the rate changes also while no answer comes.
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const text = openingText(count, start.done, now - start.time);
  return (
    <Tool label={`${text} · Stop opening`} onClick={onStop}>
      <span className="tabular-nums">{text}</span> · Stop
    </Tool>
  );
}

export const toolClass = 'border-line px-2.5 py-1 not-last:border-r hover:bg-sunken hover:text-text';

export function Tool({ label, ...rest }: ComponentProps<'button'> & { readonly label: string }) {
  return <button type="button" aria-label={label} title={label} className={toolClass} {...rest} />;
}
