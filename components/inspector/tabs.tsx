'use client';
import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export type Tab = { readonly id: string; readonly title: string; readonly content: ReactNode };

type TabsProps = {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly active: string;
  readonly onChange: (id: string) => void;
};

/** Panels behind a row of names; only the active one is in the page. */
export function Tabs({ label, tabs, active, onChange }: TabsProps) {
  return (
    <Base.Root
      value={active}
      onValueChange={(id) => onChange(String(id))}
      className="flex min-h-0 grow flex-col"
    >
      <Base.List
        aria-label={label}
        activateOnFocus
        className="flex shrink-0 gap-4.5 overflow-x-auto border-b border-line px-4"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="-mb-px border-b-2 border-transparent py-1.5 whitespace-nowrap text-muted hover:text-text data-active:border-accent data-active:font-semibold data-active:text-text"
          >
            {tab.title}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="min-h-0 grow overflow-auto outline-none">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
