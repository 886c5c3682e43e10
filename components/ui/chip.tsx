import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

/** The classes of a chip, for buttons and links that must look like one; `isOn` lifts it from the row. */
export function chipClass(isOn = false): string {
  return clsx(
    'inline-flex h-[26px] shrink-0 items-center gap-1.5 rounded-full border px-2.5 whitespace-nowrap',
    isOn ? 'border-line-strong bg-raised text-text shadow-raised' : 'border-line bg-surface text-muted',
  );
}

/** The classes of a badge, for buttons that must look like one. */
export const badgeClass =
  'inline-flex shrink-0 items-center gap-1.5 rounded-md border border-line bg-sunken py-0.5 pr-2 pl-1.5 text-sm whitespace-nowrap';

/** One fact with its icon, in a header. */
export function Badge({ className, ...rest }: ComponentProps<'span'>) {
  return <span className={clsx(badgeClass, className)} {...rest} />;
}
