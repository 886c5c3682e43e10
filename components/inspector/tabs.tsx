'use client';
import { clsx } from 'clsx';
import type { KeyboardEvent, ReactNode } from 'react';
import { useId, useRef } from 'react';

type Tab = { readonly id: string; readonly title: string; readonly content: ReactNode };

type TabsProps = {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly active: string;
  readonly onChange: (id: string) => void;
};

/**
 * Panels behind a row of names; only the active one is in the page.
 * https://www.w3.org/WAI/ARIA/apg/patterns/tabs/: arrows, Home and End move and activate.
 */
export function Tabs({ label, tabs, active, onChange }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const shown = tabs.find((tab) => tab.id === active);
  const steer = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = target === undefined ? undefined : tabs.at(target % tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className="flex min-h-0 grow flex-col print:block">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        className="flex shrink-0 gap-4.5 overflow-x-auto border-b border-line px-4"
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === active}
            aria-controls={`${id}-panel`}
            tabIndex={tab.id === active ? 0 : -1}
            onClick={() => onChange(tab.id)}
            onKeyDown={steer}
            className={clsx(
              '-mb-px border-b-2 py-1.5 whitespace-nowrap -outline-offset-2 hover:text-text',
              tab.id === active ? 'border-accent font-semibold text-text' : 'border-transparent text-muted',
            )}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${active}`}
        className="min-h-0 grow overflow-auto print:overflow-visible"
      >
        {shown?.content}
      </div>
    </div>
  );
}
