import { buttonClass } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import { StateIcon } from '#components/ui/state-icon';
import type { JsonOf } from '#lib/api/routes/route-types';
import { textPath } from '#lib/oci/location';
import { formatBytes } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';

type RetentionRowProps = {
  readonly report: JsonOf<'GET /api/retention'>['repositories'][number];
  readonly keep: string;
};

/** What rules come to for one repository, and the way to the clean-up with the same rules. */
export function RetentionRow({ report, keep }: RetentionRowProps) {
  const { repository, kept, goes, bytes, unsized, unknown, protected: reasons } = report;
  return (
    <li className="grid items-start gap-x-4 gap-y-1 border-b border-line px-4 py-2 md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.6fr)_7rem]">
      <PageLink href={textPath(repository)} className="min-w-0 font-medium break-words hover:underline">
        {repository}
      </PageLink>
      <p className="tabular-nums">
        <span className={goes > 0 ? 'font-semibold' : 'text-muted'}>
          {goes === 0 ? 'Nothing goes' : `${goes.toLocaleString('en')} ${goes === 1 ? 'goes' : 'go'}`}
        </span>
        {goes > 0 ? ` · ${formatBytes(bytes)}` : ''}
        <span className="block text-sm text-muted">
          {kept.toLocaleString('en')} {kept === 1 ? 'stays' : 'stay'}
          {unsized > 0 ? ` · size of ${unsized.toLocaleString('en')} unknown` : ''}
        </span>
      </p>
      <div className="min-w-0 text-sm text-muted">
        {unknown === undefined ? null : (
          <p className="flex items-baseline gap-1.5 text-text">
            <StateIcon state="unknown" className="shrink-0 translate-y-0.5 text-warn" />
            Nothing goes while something is unknown: {showHidden(unknown)}
          </p>
        )}
        <ul aria-label="Why artifacts stay">
          {reasons.map(({ why, count }) => (
            <li key={why} className="[overflow-wrap:anywhere]">
              {count.toLocaleString('en')} {count === 1 ? 'stays' : 'stay'}: {showHidden(why)}
            </li>
          ))}
        </ul>
      </div>
      {goes === 0 ? null : (
        <PageLink
          href={`${textPath(repository)}?view=cleanup&keep=${encodeURIComponent(keep)}`}
          aria-label={`Clean up ${repository}`}
          className={buttonClass('plain')}
        >
          Clean up…
        </PageLink>
      )}
    </li>
  );
}
