'use client';

import { Dialog } from '#components/ui/dialog';
import { keyGroups } from './keys.ts';

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
