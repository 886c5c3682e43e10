import { StateIcon } from '#components/ui/state-icon';
import type { JsonOf } from '#lib/api/routes/route-types';
import { formatMinute } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import type { SearchedKind } from './search-words.ts';
import { gapSentences } from './search-words.ts';

type SearchNotesProps = { readonly answer: JsonOf<'GET /api/search'>; readonly kind: SearchedKind };

const namedVersions = 8;

/** On what an answer stands: how old it is, what is not known, and versions that could not be compared. */
export function SearchNotes({ answer, kind }: SearchNotesProps) {
  const { asOf, notCompared } = answer;
  const gaps = gapSentences(answer, kind);
  const versions = notCompared
    .slice(0, namedVersions)
    .map(({ name, version }) => `${name} ${version || '(none)'}`);
  const rest = notCompared.length - versions.length;
  if (asOf === undefined && gaps.length === 0 && notCompared.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 border-b border-line bg-sunken px-4 py-2 text-sm">
      {gaps.map((sentence) => (
        <li key={sentence} className="flex items-baseline gap-2">
          <StateIcon state="unknown" className="shrink-0 translate-y-0.5 text-warn" /> {sentence}
        </li>
      ))}
      {notCompared.length === 0 ? null : (
        <li className="flex items-baseline gap-2">
          <StateIcon state="unknown" className="shrink-0 translate-y-0.5 text-warn" />
          <span className="min-w-0 break-words">
            Not compared, because the order of their versions is not known: {showHidden(versions.join(', '))}
            {rest > 0 ? ` and ${rest.toLocaleString('en')} more` : ''}.
          </span>
        </li>
      )}
      {asOf === undefined ? null : (
        <li className="text-muted">The oldest fact in this answer was read on {formatMinute(asOf)}.</li>
      )}
    </ul>
  );
}
