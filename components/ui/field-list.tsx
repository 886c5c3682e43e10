import type { ReactNode } from 'react';

/** Names and values, the names in one column. */
export function FieldList({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2.5 gap-y-1.5">{children}</dl>;
}

type FieldProps = { readonly name: string; readonly title?: string; readonly children: ReactNode };

export function Field({ name, title, children }: FieldProps) {
  return (
    <>
      <dt className="text-muted [overflow-wrap:anywhere]" title={title}>
        {name}
      </dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

type SectionProps = { readonly title: string; readonly children: ReactNode };

/** A part of a panel under a small heading. */
export function Section({ title, children }: SectionProps) {
  return (
    <section>
      <h3 className="mb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase">{title}</h3>
      {children}
    </section>
  );
}
