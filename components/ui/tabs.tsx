'use client';
import { Tabs as Base } from '@base-ui/react/tabs';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

type Tab = { readonly id: string; readonly title: string; readonly content: ReactNode };

type TabsProps = {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly active: string;
  readonly onChange: (id: string) => void;
};

/** Panels behind a row of names; only the active panel is in the page. Arrow keys, Home and End move and activate. */
export function Tabs({ label, tabs, active, onChange }: TabsProps) {
  return (
    <Base.Root
      value={active}
      onValueChange={(id: string) => onChange(id)}
      className="flex min-h-0 grow flex-col print:block"
    >
      <Base.List
        activateOnFocus
        aria-label={label}
        className={clsx(
          'flex shrink-0 scroll-px-4 overflow-x-auto border-b border-line px-4',
          // All of them are to be seen in the panel of a common window.
          tabs.length > 5 ? 'gap-2 text-sm' : 'gap-2.5 min-[1200px]:gap-4.5',
        )}
      >
        {tabs.map(({ id, title }) => (
          <Base.Tab
            key={id}
            value={id}
            className="-mb-px border-b-2 border-transparent py-1.5 whitespace-nowrap text-muted -outline-offset-2 hover:text-text data-active:border-accent data-active:font-semibold data-active:text-text forced-colors:border-[Canvas] forced-colors:data-active:border-[Highlight]"
          >
            {title}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, content }) => (
        <Base.Panel
          key={id}
          value={id}
          className="min-h-0 grow overflow-auto -outline-offset-2 data-ending-style:hidden print:overflow-visible"
        >
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
