/** A place of the page and the keys that count there. */
export type KeyGroup = {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
};

/** Every key that does something; what the sheet lists. */
export const keyGroups: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['/'], does: 'Write or paste a reference' },
      { keys: ['Ctrl K'], does: 'Do something, or go somewhere, by a few letters' },
      { keys: ['?'], does: 'Show these keys' },
      { keys: ['Esc'], does: 'Close, or let go of what is selected' },
    ],
  },
  {
    title: 'Graph',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'Go from node to node' },
      { keys: ['→'], does: 'Open what is closed' },
      { keys: ['Enter'], does: 'Make the node the centre, or open a stack' },
      { keys: ['+', '−'], does: 'Zoom in and out' },
      { keys: ['0'], does: 'Zoom to 100 %' },
      { keys: ['1'], does: 'Fit the whole graph' },
      { keys: ['⇧ F10'], does: 'Show all that can be done with the node' },
      { keys: ['f'], does: 'Find in the graph' },
      { keys: ['Enter', '⇧ Enter'], does: 'In “Find”: go to the next hit, to the one before' },
    ],
  },
  {
    title: 'Outline',
    keys: [
      { keys: ['↑', '↓'], does: 'Go from row to row' },
      { keys: ['→', '←'], does: 'Open and close, or go into and out of' },
      { keys: ['Home', 'End'], does: 'Go to the first and the last row' },
      { keys: ['*'], does: 'Open all rows beside this one' },
      { keys: ['a', '…', 'z'], does: 'Go to the next row that begins so' },
      { keys: ['Space'], does: 'Select' },
      { keys: ['Enter'], does: 'Make the node the centre' },
      { keys: ['⇧ F10'], does: 'Show all that can be done with the row' },
    ],
  },
];
