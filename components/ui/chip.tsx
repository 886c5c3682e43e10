import { clsx } from 'clsx';

/** The classes of a chip, for buttons and links that must look like one; `isOn` lifts it from the row. */
export function chipClass(isOn = false): string {
  return clsx(
    'inline-flex h-[26px] shrink-0 items-center gap-1.5 rounded-full border px-2.5 whitespace-nowrap',
    isOn ? 'border-line-strong bg-raised text-text shadow-raised' : 'border-line bg-surface text-muted',
  );
}
