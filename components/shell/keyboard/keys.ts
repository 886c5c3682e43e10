/** A place of the page and the keys that count there. */
export type KeyGroup = {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
};

/** Every key that does something; what the sheet lists. A test compares it with what listens to keys. */
export const keyGroups: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['/'], does: 'Type or paste a reference' },
      { keys: ['Ctrl K'], does: 'Run a command, or go somewhere' },
      { keys: ['?'], does: 'Show these keys' },
      { keys: ['Esc'], does: 'Close, or clear the selection' },
    ],
  },
  {
    title: 'Reference box and palette',
    keys: [
      { keys: ['↑', '↓'], does: 'Go through the suggestions' },
      { keys: ['Tab'], does: 'Take the suggestion' },
      { keys: ['→'], does: 'In the palette, at the end of the text: take the suggestion' },
      { keys: ['Enter'], does: 'Open or run it' },
      { keys: ['Esc'], does: 'Close the list, then take back what was typed' },
    ],
  },
  {
    title: 'Graph',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'Go from node to node' },
      { keys: ['→'], does: 'Open a closed node' },
      { keys: ['Enter'], does: 'Make the node the centre, or open a stack' },
      { keys: ['+', '−'], does: 'Zoom in and out' },
      { keys: ['0'], does: 'Zoom to 100 %' },
      { keys: ['1'], does: 'Fit the whole graph' },
      { keys: ['⇧ F10'], does: 'Open the menu of the node' },
      { keys: ['f'], does: 'Find in the graph' },
      { keys: ['Enter', '⇧ Enter'], does: 'In “Find”: go to the next match, the previous match' },
    ],
  },
  {
    title: 'Outline',
    keys: [
      { keys: ['↑', '↓'], does: 'Go from row to row' },
      { keys: ['→', '←'], does: 'Open and close, or go to the child and the parent' },
      { keys: ['Home', 'End'], does: 'Go to the first and the last row' },
      { keys: ['*'], does: 'Open all rows on this level' },
      { keys: ['a', '…', 'z'], does: 'Go to the next row that starts with the letter' },
      { keys: ['Space'], does: 'Select' },
      { keys: ['Enter'], does: 'Make the node the centre' },
      { keys: ['⇧ F10'], does: 'Open the menu of the row' },
    ],
  },
  {
    title: 'Inspector',
    keys: [
      { keys: ['←', '→'], does: 'On its left edge: make it wider and narrower' },
      { keys: ['Home', 'End'], does: 'On its left edge: as wide as at first, as wide as it can be' },
      { keys: ['Enter', '⇧ Enter'], does: 'In “Search”: go to the next hit, the previous hit' },
    ],
  },
  {
    title: 'Lists and tables',
    keys: [
      { keys: ['↑', '↓'], does: 'Go from row to row; with ⇧ on a checkbox, choose them too' },
      { keys: ['PgUp', 'PgDn'], does: 'Go some rows on' },
      { keys: ['Home', 'End'], does: 'Go to the first and the last row' },
      { keys: ['→', '←'], does: 'In the notices of a plan: go to the next digest, the previous one' },
    ],
  },
  {
    title: 'Files of a layer or an archive',
    keys: [
      { keys: ['↑', '↓'], does: 'Go from file to file' },
      { keys: ['→', '←'], does: 'Open and close a folder' },
      { keys: ['PgUp', 'PgDn'], does: 'Go some files on' },
      { keys: ['Home', 'End'], does: 'Go to the first and the last file' },
      { keys: ['a', '…', 'z'], does: 'Go to the next file that starts with the letter' },
      { keys: ['Enter', 'Space'], does: 'Open the file or the folder' },
    ],
  },
  {
    title: 'Coverage',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'Go from cell to cell' },
      {
        keys: ['Home', 'End'],
        does: 'Go to the first and the last cell of the row; with Ctrl, of the matrix',
      },
      { keys: ['PgUp', 'PgDn'], does: 'Go some rows on' },
      { keys: ['→', '←'], does: 'On the name of an artifact: show and hide its platforms' },
      { keys: ['Enter', 'Space'], does: 'Open the evidence of the cell' },
      { keys: ['Esc'], does: 'Close it' },
    ],
  },
  {
    title: 'Forms',
    keys: [{ keys: ['Enter', 'Space', ','], does: 'In “Tags to add or move here”: add the tag' }],
  },
];
