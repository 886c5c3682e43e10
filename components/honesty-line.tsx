'use client';
import { CommandLine } from '#components/ui/copy-button';
import { StateIcon } from '#components/ui/state-icon';
import { graphCommand } from '#lib/formats/commands';
import type { GraphState } from '#lib/graph/graph-state';
import { openQuestions } from '#lib/graph/questions';
import type { Reference } from '#lib/oci/reference';
import type { GraphSession } from './graph/use-graph';

type HonestyLineProps = { readonly reference: Reference; readonly graph: GraphSession };

/** The foot of the graph: how much was read, what it cost, what could not be answered and why. */
export function HonestyLine({ reference, graph }: HonestyLineProps) {
  const { state, isPending, refresh } = graph;
  const doubt = doubtOf(state);
  return (
    <footer className="flex min-h-[30px] shrink-0 items-center gap-x-4.5 border-t border-line bg-surface px-3.5 py-1 text-sm text-muted max-[899px]:flex-wrap">
      <span role="status" className="flex shrink-0 flex-wrap gap-x-4.5">
        <span>
          <Count value={countArtifacts(state)} /> {countArtifacts(state) === 1 ? 'artifact' : 'artifacts'}
        </span>
        <span>
          {isPending && state.complete === undefined ? (
            'reading…'
          ) : (
            <>
              <Count value={state.requests.sent} /> {state.requests.sent === 1 ? 'request' : 'requests'},{' '}
              <Count value={state.requests.cached} /> from cache, {Math.round(state.milliseconds)} ms
            </>
          )}
        </span>
      </span>
      {doubt === undefined ? null : (
        <span className="flex min-w-0 items-center gap-1.5 text-warn" title={doubt}>
          <StateIcon state="unknown" className="text-warn" />
          <span className="min-w-0 truncate max-[899px]:whitespace-normal">{doubt}</span>
          <button
            type="button"
            onClick={refresh}
            disabled={isPending}
            className="shrink-0 rounded-sm px-1 text-muted underline hover:text-text disabled:opacity-60"
          >
            Ask again
          </button>
        </span>
      )}
      <span className="ml-auto flex min-w-0 shrink items-center max-[899px]:hidden">
        <CommandLine command={graphCommand(reference)} />
      </span>
    </footer>
  );
}

function Count({ value }: { readonly value: number }) {
  return <b className="font-semibold text-text">{value.toLocaleString('en')}</b>;
}

// Configs and layers are content, not artifacts of their own.
function countArtifacts(state: GraphState): number {
  return [...state.nodes.values()].filter(({ kind }) => kind !== 'config' && kind !== 'layer').length;
}

function doubtOf(state: GraphState): string | undefined {
  const open = openQuestions(state);
  const first = open[0];
  const limit = state.limits[0];
  if (first === undefined) return limit === undefined ? undefined : `Not everything was read: ${limit}`;
  const wait =
    first.retryAfterSeconds === undefined ? '' : ` The registry asks to wait ${first.retryAfterSeconds} s.`;
  const count = `${open.length} ${open.length === 1 ? 'question' : 'questions'} open`;
  return `${count}: ${first.text}, ${withStop(first.reason)}${wait}`;
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
