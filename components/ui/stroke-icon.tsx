import type { ReactNode } from 'react';

type StrokeIconProps = {
  readonly className: string;
  readonly size?: number;
  readonly strokeWidth?: number;
  /** Paths in a square of 16 units. */
  readonly children: ReactNode;
};

/** A line drawing in the colour of its text; the words stand beside it. */
export function StrokeIcon({ className, size = 16, strokeWidth = 1.5, children }: StrokeIconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      {children}
    </svg>
  );
}
