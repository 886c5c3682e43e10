/** What is written in the reference box, and what its list shows. */
export type ReferenceBoxState = {
  readonly text: string;
  readonly isListOpen: boolean;
  /** Index of the suggestion that the arrow keys are at; -1 is the text itself. */
  readonly active: number;
  /** Whether a text was submitted that is not a reference. */
  readonly isRejected: boolean;
};

export type ReferenceBoxAction =
  | { readonly type: 'write'; readonly text: string }
  /** The focus came; a box that is the purpose of its page opens no list over it before something is written. */
  | { readonly type: 'focus'; readonly opensList: boolean }
  | { readonly type: 'close' | 'reject' }
  | { readonly type: 'reset'; readonly text: string }
  | { readonly type: 'step'; readonly by: 1 | -1; readonly count: number };

/** The state of a box that holds this text and has no focus. */
export function initialReferenceBoxState(text: string): ReferenceBoxState {
  return { text, isListOpen: false, active: -1, isRejected: false };
}

/** The state after an action; stepping goes round through the suggestions and the text itself. */
export function reduceReferenceBox(state: ReferenceBoxState, action: ReferenceBoxAction): ReferenceBoxState {
  switch (action.type) {
    case 'write':
      return { ...state, text: action.text, isListOpen: true, active: -1 };
    case 'focus':
      return openList(state, action.opensList || state.text !== '');
    case 'close':
      return state.isListOpen ? { ...state, isListOpen: false } : state;
    case 'reject':
      return { ...state, isRejected: true };
    case 'reset':
      return { ...state, text: action.text, isListOpen: false };
    case 'step': {
      if (action.count === 0) return state;
      const places = action.count + 1;
      return { ...state, isListOpen: true, active: ((state.active + 1 + action.by + places) % places) - 1 };
    }
    default:
      return action satisfies never;
  }
}

// Where nothing changes the state stays the same object: the focus of a fresh page must not render the box again.
function openList(state: ReferenceBoxState, isListOpen: boolean): ReferenceBoxState {
  if (state.isListOpen === isListOpen && state.active === -1) return state;
  return { ...state, isListOpen, active: -1 };
}
