import type { DeleteChoice } from '#components/changes/request/delete-choice.ts';
import { deleteRequest } from '#components/changes/request/delete-choice.ts';
import { readRepository } from '#components/changes/request/read-field.ts';
import type { PlanDocument } from '#lib/api/contract/plan-contract';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';

/** One change of several, about the tag `name`. */
export type SeveralRequest = { readonly name: string; readonly request: PlanRequestDocument };

/** A change and how far it is. */
export type SeveralItem = SeveralRequest &
  (
    | { readonly state: 'waiting' | 'planning' }
    | { readonly state: 'planned' | 'blocked' | 'running' | 'done'; readonly plan: PlanDocument }
    | { readonly state: 'failed'; readonly plan?: PlanDocument; readonly reason: string }
  );

/** The dialog: first the form, then one list that is planned, shown, run and done. */
export type SeveralState =
  | { readonly phase: 'form' }
  | { readonly phase: 'planning' | 'planned' | 'running' | 'ended'; readonly items: readonly SeveralItem[] };

export type SeveralEvent =
  | { readonly type: 'plan'; readonly requests: readonly SeveralRequest[] }
  | { readonly type: 'item'; readonly item: SeveralItem }
  | { readonly type: 'planned' | 'run' | 'ended' };

/** The dialog after an event. */
export function reduceSeveral(state: SeveralState, event: SeveralEvent): SeveralState {
  const items = itemsOf(state);
  switch (event.type) {
    case 'plan':
      return { phase: 'planning', items: event.requests.map((one) => ({ ...one, state: 'waiting' })) };
    case 'item': {
      const { item } = event;
      const isIn = items.some(({ name }) => name === item.name);
      if (state.phase === 'form' || !isIn) return state;
      return { ...state, items: items.map((known) => (known.name === item.name ? item : known)) };
    }
    case 'planned':
      return { phase: 'planned', items };
    case 'run':
      return { phase: 'running', items };
    case 'ended':
      return { phase: 'ended', items };
    default:
      return event satisfies never;
  }
}

/** The changes; none before they are planned. */
export function itemsOf(state: SeveralState): readonly SeveralItem[] {
  return state.phase === 'form' ? [] : state.items;
}

/** How many plans can be run. */
export function readyCount(state: SeveralState): number {
  return itemsOf(state).filter((item) => item.state === 'planned').length;
}

/** What is happening, or what happens next, in one sentence. */
export function severalStatus(state: SeveralState): string {
  const count = itemsOf(state).length;
  switch (state.phase) {
    case 'form':
      return 'Nothing changes yet. You see the plans first.';
    case 'planning':
      return 'Making the plans…';
    case 'planned':
      return readyCount(state) === count
        ? 'All plans can run.'
        : `${readyCount(state)} of ${count} plans can run.`;
    case 'running':
    case 'ended':
      return `${itemsOf(state).filter((item) => item.state === 'done').length} of ${count} done.`;
    default:
      return state satisfies never;
  }
}

/** What was chosen for all of them. */
export type SeveralForm = {
  readonly delete: DeleteChoice;
  readonly to: string;
  readonly referrers: 'all' | 'none';
};

/** What can be done with several tags by plans. */
export type SeveralAction = 'copy' | 'move' | 'delete';

/** One request for each tag of `repository` (`host/name`); a copy keeps its tag. Undefined while the target is missing or wrong. */
export function severalRequests(
  action: SeveralAction,
  repository: string,
  tags: readonly string[],
  form: SeveralForm,
): readonly SeveralRequest[] | undefined {
  if (action === 'delete') {
    return tags.map((tag) => ({ name: tag, request: deleteRequest(`${repository}:${tag}`, form.delete) }));
  }
  const to = readRepository(form.to);
  if (to.state !== 'good') return undefined;
  const { referrers } = form;
  return tags.map((tag) => ({
    name: tag,
    request: { action, from: `${repository}:${tag}`, to: `${to.text}:${tag}`, referrers },
  }));
}
