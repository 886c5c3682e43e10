import { clsx } from 'clsx';

type BarProps = { readonly label: string; readonly share: number; readonly className?: string };

/** The share that is done, from 0 to 1. */
export function ProgressBar({ label, share, className }: BarProps) {
  return (
    <progress
      aria-label={label}
      value={Math.min(1, Math.max(0, share))}
      max={1}
      className={clsx(
        'block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width] [&::-webkit-progress-value]:duration-200',
        className,
      )}
    />
  );
}
