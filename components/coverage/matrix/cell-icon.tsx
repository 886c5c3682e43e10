import { CheckIcon } from '#components/ui/check-icon';
import { SeverityIcon } from '#components/ui/severity-icon';
import { StateIcon } from '#components/ui/state-icon';
import type { CellWords } from './cell-words.ts';

/** The shape of a cell: each state has one, and a severity its bars. */
export function CellIcon({ icon, isMissing }: Pick<CellWords, 'icon' | 'isMissing'>) {
  if (typeof icon === 'object') return <SeverityIcon severity={icon.severity} size={15} />;
  if (icon === 'none') return <StateIcon state="none" className={isMissing ? 'text-bad' : 'text-unknown'} />;
  if (icon === 'unknown') return <StateIcon state="unknown" className="text-unknown" />;
  return <CheckIcon state={icon} size={15} />;
}
