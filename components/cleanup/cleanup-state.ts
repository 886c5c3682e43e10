import type { Problem } from '#lib/api/problems/problem';
import type { CleanupEvent } from '#lib/retention/cleanup';
import type { RepositoryFacts, StoredArtifact } from '#lib/retention/repository-facts';

/** A clean-up as it is read; only at its end is known what nothing needs. */
export type CleanupState = {
  readonly status: 'reading' | 'stopped' | 'failed' | 'ended';
  readonly artifacts: ReadonlyMap<string, StoredArtifact>;
  readonly done: number;
  readonly known: number;
  readonly limits: readonly string[];
  readonly problem?: Problem;
  readonly end?: Extract<CleanupEvent, { type: 'end' }>;
};

export type CleanupAction =
  | { readonly type: 'start' | 'stop' }
  | { readonly type: 'fail'; readonly problem: Problem }
  | { readonly type: 'events'; readonly events: readonly CleanupEvent[] };

export const startingCleanup: CleanupState = {
  status: 'reading',
  artifacts: new Map(),
  done: 0,
  known: 0,
  limits: [],
};

/** The clean-up after an action. */
export function reduceCleanup(state: CleanupState, action: CleanupAction): CleanupState {
  switch (action.type) {
    case 'start':
      return startingCleanup;
    case 'stop':
      return state.status === 'reading' ? { ...state, status: 'stopped' } : state;
    case 'fail':
      return { ...state, status: 'failed', problem: action.problem };
    case 'events':
      return state.status === 'reading' ? withEvents(state, action.events) : state;
    default:
      return action satisfies never;
  }
}

function withEvents(state: CleanupState, events: readonly CleanupEvent[]): CleanupState {
  const artifacts = new Map(state.artifacts);
  let next = { ...state, artifacts };
  for (const event of events) {
    if (event.type === 'artifact') artifacts.set(event.artifact.digest, event.artifact);
    else if (event.type === 'progress') next = { ...next, done: event.done, known: event.known };
    else if (event.type === 'limit') next = { ...next, limits: [...next.limits, event.reason] };
    else next = { ...next, status: 'ended', end: event, limits: event.limits };
  }
  return next;
}

/** What was learned, once all of it is; undefined before. */
export function factsIn({ artifacts, end }: CleanupState): RepositoryFacts | undefined {
  if (end === undefined) return undefined;
  const { subjects, unknownHolders } = end;
  return {
    artifacts: [...artifacts.values()],
    subjects,
    ...(unknownHolders === undefined ? {} : { unknownHolders }),
  };
}
