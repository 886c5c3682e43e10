'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Section } from '#components/ui/field-list';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import { shorten } from '#lib/text/untrusted-text';

/** A WebAssembly module: what it wants from the machine that runs it, and what it offers. */
export function ModuleViewer({ summary: { imports, exports } }: ViewerProps<'module'>) {
  return (
    <div className="flex flex-col gap-5">
      <Names title="Imports" names={imports} none="It imports nothing." />
      <Names title="Exports" names={exports} none="It exports nothing." />
    </div>
  );
}

/** `2 imports`, `1 import`, and `Imports` where there are none. */
function titleOf(title: string, count: number): string {
  if (count === 0) return title;
  const noun = title.toLowerCase();
  return `${count.toLocaleString('en')} ${count === 1 ? noun.replace(/s$/, '') : noun}`;
}

type NamesProps = { readonly title: string; readonly names: readonly string[]; readonly none: string };

/** Names that are shown at first, and that each press on the button adds. */
const namesAtOnce = 100;

function Names({ title, names, none }: NamesProps) {
  const [most, setMost] = useState(namesAtOnce);
  return (
    <Section title={titleOf(title, names.length)}>
      {names.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ul aria-label={title} className="flex flex-col font-mono text-sm">
          {[...new Set(names.slice(0, most))].map((name) => (
            <li key={name} className="border-b border-line py-1 [overflow-wrap:anywhere]">
              {shorten(name)}
            </li>
          ))}
        </ul>
      )}
      {names.length > most ? (
        <Button className="mt-2" onClick={() => setMost(most + namesAtOnce)}>
          Show {Math.min(namesAtOnce, names.length - most)} more of{' '}
          {(names.length - most).toLocaleString('en')}
        </Button>
      ) : null}
    </Section>
  );
}
