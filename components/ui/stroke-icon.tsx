import type { ReactNode } from 'react';

type StrokeIconProps = {
  readonly className: string;
  readonly size?: number;
  readonly strokeWidth?: number;
  /** Six units wider than high. */
  readonly isWide?: boolean;
  /** Paths in a square of 16 units. */
  readonly children: ReactNode;
};

/** A line drawing in the colour of its text; the words stand beside it. */
export function StrokeIcon(props: StrokeIconProps) {
  const { className, size = 16, strokeWidth = 1.5, isWide = false, children } = props;
  return (
    <svg
      width={isWide ? (size * 22) / 16 : size}
      height={size}
      viewBox={isWide ? '0 0 22 16' : '0 0 16 16'}
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
