import { EvidenceMark } from '#components/ui/evidence-mark';
import { SeverityIcon } from '#components/ui/severity-icon';
import type { CellWords } from './cell-words.ts';

/** The shape of a cell: each state has one, and a severity its bars. */
export function CellIcon({ icon, isMissing }: Pick<CellWords, 'icon' | 'isMissing'>) {
  if (typeof icon === 'object') return <SeverityIcon severity={icon.severity} size={15} />;
  return <EvidenceMark state={icon} isMissing={isMissing} size={15} />;
}
