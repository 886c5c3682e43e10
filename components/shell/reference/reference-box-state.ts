/** Something that the list under the box offers. */
export type Offer = {
  /** The reference as the tab key writes it: a registry ends with a slash, a repository with a colon. */
  readonly text: string;
  /** The address that Enter opens. */
  readonly path: string;
  readonly note: string;
};

/** What is written in the reference box, and what its list shows. */
export type ReferenceBoxState = {
  readonly text: string;
  /** Whether the box had the focus before, or a text: what helps in writing is loaded then. */
  readonly isUsed: boolean;
  readonly isListOpen: boolean;
  readonly offers: readonly Offer[];
  /** The longest beginning that everything which completes the text has; empty where that is unknown. */
  readonly shared: string;
  /** Whether the registry is being asked for more, or is about to be. */
  readonly isAsking: boolean;
  /** Whether the tab key was pressed while the registry is asked: what all completions begin with is taken once it is known. */
  readonly isTaking: boolean;
  /** Index of the offer that the arrow keys are at; -1 is the text itself. */
  readonly active: number;
  /** Whether the text was submitted and is not a reference. */
  readonly isRejected: boolean;
  /** How often that happened. */
  readonly rejections: number;
};

export type ReferenceBoxAction =
  | { readonly type: 'write'; readonly text: string }
  /** The focus came; a box that is the purpose of its page opens no list over it before something is written. */
  | { readonly type: 'focus'; readonly opensList: boolean }
  | { readonly type: 'close' | 'reject' | 'take' }
  | { readonly type: 'reset'; readonly text: string }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | ({ readonly type: 'offer' } & Offered);

/** What there is for the text of a box. */
export type Offered = Pick<ReferenceBoxState, 'offers' | 'shared' | 'isAsking'>;

/** The state of a box that holds this text and has no focus. */
export function initialReferenceBoxState(text: string): ReferenceBoxState {
  return {
    ...{ text, isUsed: false, isListOpen: false, active: -1, isRejected: false, rejections: 0 },
    ...{ offers: [], shared: '', isAsking: false, isTaking: false },
  };
}

/** The state after an action; stepping goes round through the offers and the text itself. */
export function reduceReferenceBox(state: ReferenceBoxState, action: ReferenceBoxAction): ReferenceBoxState {
  switch (action.type) {
    case 'write':
      return written({ ...state, isUsed: true, isRejected: false, isTaking: false }, action.text);
    case 'focus':
      return openList(state, action.opensList || state.text !== '');
    case 'close':
      return state.isListOpen ? { ...state, isListOpen: false, active: -1, isTaking: false } : state;
    case 'reject':
      return { ...state, isRejected: true, rejections: state.rejections + 1 };
    case 'reset':
      return { ...state, text: action.text, isListOpen: false, active: -1, isRejected: false };
    case 'offer':
      return offered(state, action);
    case 'take': {
      const taken = takenText(state);
      return taken === undefined ? { ...state, isTaking: canWait(state) } : written(state, taken);
    }
    case 'step': {
      if (state.offers.length === 0) return state;
      const places = state.offers.length + 1;
      return { ...state, isListOpen: true, active: ((state.active + 1 + action.by + places) % places) - 1 };
    }
    default:
      return action satisfies never;
  }
}

/** Whether the tab key has something to do here: to take what is offered, or once to wait for it. */
export function canTake(state: ReferenceBoxState): boolean {
  return takenText(state) !== undefined || canWait(state);
}

function canWait({ isListOpen, isAsking, isTaking, active }: ReferenceBoxState): boolean {
  return isListOpen && isAsking && !isTaking && active === -1;
}

function written(state: ReferenceBoxState, text: string): ReferenceBoxState {
  return { ...state, text, isListOpen: true, active: -1 };
}

function offered(state: ReferenceBoxState, { offers, shared, isAsking }: Offered): ReferenceBoxState {
  const isTaking = state.isTaking && isAsking;
  const next = { ...state, offers, shared, isAsking, isTaking, active: placeIn(offers, state) };
  const taken = state.isTaking && !isAsking ? takenText(next) : undefined;
  return taken === undefined ? next : written(next, taken);
}

/**
 * What the tab key writes, as in a shell: the offer that is active, else what all completions begin with. Undefined where
 * that adds nothing: then the key moves the focus, as everywhere.
 */
export function takenText({
  text,
  isListOpen,
  offers,
  shared,
  active,
}: ReferenceBoxState): string | undefined {
  if (!isListOpen) return undefined;
  const taken = offers[active]?.text ?? (shared.length > text.length ? shared : text);
  return taken === text ? undefined : taken;
}

// Where nothing changes the state stays the same object: the focus of a fresh page must not render the box again.
function openList(state: ReferenceBoxState, isListOpen: boolean): ReferenceBoxState {
  if (state.isUsed && state.isListOpen === isListOpen && state.active === -1) return state;
  return { ...state, isUsed: true, isListOpen, active: -1 };
}

// Answers come while somebody goes through the list: what is active stays active.
function placeIn(offers: readonly Offer[], { offers: before, active }: ReferenceBoxState): number {
  const text = before[active]?.text;
  return text === undefined ? -1 : offers.findIndex((offer) => offer.text === text);
}
