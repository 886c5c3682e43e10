import { Button } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import { textPath } from '#lib/oci/location';
import { formatAge } from '#lib/text/format';
import { shortTarget } from '#lib/text/short-target';
import { shorten, showHidden } from '#lib/text/untrusted-text';
import { failuresTitle } from './scan-words.ts';

type ScanFailuresProps = {
  readonly state: InventoryDocument;
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
};

/** What could not be scanned, each with its reason, until it succeeds. */
export function ScanFailures({ state, isRetrying, onRetry }: ScanFailuresProps) {
  const { host, failures, known } = state;
  if (failures.length === 0) return null;
  return (
    <section aria-labelledby="failures" className="flex w-full flex-col gap-1.5">
      <div className="flex items-center gap-2">
        <h3 id="failures" className="font-semibold text-warn">
          {failuresTitle(failures.length, known?.failures)}
        </h3>
        <Button className="ml-auto" disabled={isRetrying} onClick={onRetry}>
          Try again
        </Button>
      </div>
      <ul className="flex max-h-60 flex-col gap-1.5 overflow-auto">
        {failures.map((failure) => (
          <li key={`${failure.repository} ${failure.digest}`} className="text-sm">
            <FailedPlace host={host} failure={failure} />
            <span className="block break-words text-muted">
              {shorten(showHidden(failure.reason))} · {formatAge(failure.at, Date.now())}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type FailedPlaceProps = {
  readonly host: string;
  readonly failure: InventoryDocument['failures'][number];
};

function FailedPlace({ host, failure: { repository, digest } }: FailedPlaceProps) {
  if (repository === undefined) return <span className="block font-medium">The list of repositories</span>;
  const selector = digest === undefined ? '' : `@${digest}`;
  return (
    <PageLink
      href={textPath(`${host}/${repository}${selector}`)}
      title={`${host}/${repository}${selector}`}
      className="block font-mono break-words text-accent hover:underline"
    >
      {shortTarget(`${repository}${selector}`)}
    </PageLink>
  );
}
