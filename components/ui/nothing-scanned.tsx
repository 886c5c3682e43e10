import { useQuery } from '@tanstack/react-query';
import { registriesQuery } from '#lib/api/queries/queries';
import { textPath } from '#lib/oci/location';
import { leftOutSentence } from './left-out.ts';
import { PageLink } from './page-link.tsx';
import { EmptyState } from './placeholder.tsx';

const shownMax = 8;

type NothingScannedProps = {
  /** The registry that was asked about; without it all are. */
  readonly host?: string | undefined;
  /** Repositories that the answer leaves out: then something was scanned. */
  readonly notAsked?: number | undefined;
};

/** Stands where nothing was scanned: what that is, and where it begins. */
export function NothingScanned({ host: only, notAsked }: NothingScannedProps) {
  const { registries = [] } = useQuery(registriesQuery).data ?? {};
  const leftOut = leftOutSentence(notAsked);
  if (leftOut !== undefined) return <EmptyState title="Nothing to show yet">{leftOut}</EmptyState>;
  const offered = only === undefined ? registries.slice(0, shownMax) : [{ host: only }];
  // What others may read there is not said.
  const isTeam = document.documentElement.dataset.user !== undefined;
  const what = `Nothing${only === undefined ? '' : ` of ${only}`}${isTeam ? ' that you may read' : ''}`;
  return (
    <EmptyState title={`${what} was scanned yet`}>
      <p>
        Orrery answers from what it has scanned. Open a registry or a repository and press{' '}
        <i>Know this registry</i> or <i>Know this repository</i>. Orrery tells you the cost before it starts.
      </p>
      <ul aria-label="Registries" className="mt-2 flex flex-wrap justify-center gap-x-4 gap-y-1">
        {offered.map(({ host }) => (
          <li key={host}>
            <PageLink href={textPath(host)} className="font-mono text-sm text-accent hover:underline">
              {host}
            </PageLink>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
