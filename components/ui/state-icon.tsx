import { StrokeIcon } from './stroke-icon.tsx';

/** What is known about a thing. Each state has its own shape: colour never speaks alone. */
type ShownState = 'valid' | 'failed' | 'present' | 'unknown' | 'none';

const shapes = {
  valid: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" opacity=".16" />
      <path d="m4.6 8.2 2.4 2.4 4.4-5" strokeWidth="1.8" />
    </>
  ),
  failed: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" opacity=".16" />
      <path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" strokeWidth="1.8" />
    </>
  ),
  present: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <circle cx="8" cy="8" r="2" fill="currentColor" stroke="none" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.2" strokeDasharray="2.5 2" />
      <path d="M6 6.2c0-2.4 4-2.4 4 0 0 1.5-2 1.5-2 3M8 11v1" />
    </>
  ),
  none: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M5 8h6" />
    </>
  ),
} as const satisfies Record<ShownState, unknown>;

const colours = {
  valid: 'text-ok',
  failed: 'text-bad',
  present: 'text-signature',
  unknown: 'text-unknown',
  none: 'text-unknown',
} as const satisfies Record<ShownState, string>;

type StateIconProps = { readonly state: ShownState; readonly className?: string };

/** The state of a thing, as a shape. */
export function StateIcon({ state, className = colours[state] }: StateIconProps) {
  return <StrokeIcon className={className}>{shapes[state]}</StrokeIcon>;
}
