'use client';

import { Dialog } from '#components/ui/dialog';

/** A place of the page and the keys that count there. */
type KeyGroup = {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
};

/** Every key that does something; what the sheet lists. */
const keyGroups: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['/'], does: 'Type or paste a reference' },
      { keys: ['Ctrl K'], does: 'Run a command, or go somewhere' },
      { keys: ['?'], does: 'Show these keys' },
      { keys: ['Tab'], does: 'In the reference box: take the suggestion' },
      { keys: ['Esc'], does: 'Close, or clear the selection' },
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
    title: 'Coverage',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'Go from cell to cell' },
      {
        keys: ['Home', 'End'],
        does: 'Go to the first and the last cell of the row; with Ctrl, of the matrix',
      },
      { keys: ['→', '←'], does: 'On the name of an artifact: show and hide its platforms' },
      { keys: ['Enter'], does: 'Open the evidence of the cell' },
      { keys: ['Esc'], does: 'Close it' },
    ],
  },
];

/** Every key that does something, by the place where it does. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" isOpen onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <div data-wide className="gap-8 *:mb-5 *:break-inside-avoid sm:columns-2">
        {keyGroups.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-1.5 text-xs font-semibold tracking-[0.6px] text-faint uppercase">{title}</h3>
            <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1.5">
              {keys.map((row) => (
                <div key={row.does} className="contents">
                  <dt className="flex gap-1">
                    {row.keys.map((key) => (
                      <kbd
                        key={key}
                        className="min-w-6 rounded border border-line-strong bg-sunken px-1.5 text-center font-mono text-sm"
                      >
                        {key}
                      </kbd>
                    ))}
                  </dt>
                  <dd className="text-muted">{row.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
