import { Button } from './button.tsx';

type ShowMoreProps = {
  readonly total: number;
  readonly shown: number;
  /** So many come with each press. */
  readonly step: number;
  readonly onShow: (shown: number) => void;
  readonly className?: string;
};

/** Below the first rows of a long list: how many are left, and a button that shows the next; nothing where all are shown. */
export function ShowMore({ total, shown, step, onShow, className = '' }: ShowMoreProps) {
  const rest = total - shown;
  if (rest <= 0) return null;
  return (
    <p className={`flex items-center gap-3 text-muted ${className}`}>
      {rest.toLocaleString('en')} more
      <Button onClick={() => onShow(shown + step)}>
        {rest > step ? `Show ${step.toLocaleString('en')} more` : 'Show them'}
      </Button>
    </p>
  );
}
