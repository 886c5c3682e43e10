import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

type Look = 'plain' | 'primary' | 'quiet' | 'chip';

type ButtonProps = ComponentProps<'button'> & { readonly look?: Look };

const looks = {
  plain: 'h-[30px] rounded-md px-3 font-medium border-line-strong bg-raised text-text hover:border-edge',
  // Forced colours lay a plate under the letters, which have its colour here.
  primary:
    'h-[30px] rounded-md px-3 font-medium border-text bg-text text-surface hover:opacity-90 forced-color-adjust-none',
  quiet: 'h-[30px] rounded-md px-3 font-medium border-transparent text-muted hover:bg-sunken hover:text-text',
  chip: 'h-[26px] rounded-full px-2.5 border-line bg-surface text-muted hover:border-line-strong hover:text-text',
} as const satisfies Record<Look, string>;

/** The classes of a button, for links and triggers that must look like one. */
export function buttonClass(look: Look = 'plain'): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 border whitespace-nowrap select-none',
    'disabled:cursor-not-allowed disabled:opacity-60',
    looks[look],
  );
}

export function Button({ look, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={clsx(buttonClass(look), className)} {...rest} />;
}

type IconButtonProps = ComponentProps<'button'> & { readonly label: string };

/** A square button that shows an icon alone; its label is its name and its tooltip. */
export function IconButton({ label, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={clsx(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-text disabled:opacity-60',
        className,
      )}
      {...rest}
    />
  );
}
