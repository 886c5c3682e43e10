import { useQuery } from '@tanstack/react-query';
import { registriesQuery } from '#lib/api/queries/queries';
import { textPath } from '#lib/oci/location';
import { leftOutSentence } from './left-out.ts';
import { PageLink } from './page-link.tsx';
import { EmptyState } from './placeholder.tsx';
import { useOpenScans, whyNothing } from './why-nothing.ts';

const shownMax = 8;

type NothingScannedProps = {
  /** The registry that was asked about; without it all are. */
  readonly host?: string | undefined;
  /** Repositories that the answer leaves out: then something was scanned. */
  readonly notAsked?: number | undefined;
};

/** Stands where nothing was scanned: that a scan is under way or failed, or what one is and where it begins. */
export function NothingScanned({ host: only, notAsked }: NothingScannedProps) {
  const { registries = [], inventory, role } = useQuery(registriesQuery).data ?? {};
  const offered = (only === undefined ? registries.slice(0, shownMax) : [{ host: only }]).map(
    ({ host }) => host,
  );
  // In a team what is known of a whole registry is for who may see all of it.
  const maySee = inventory === true && (role === undefined || role === 'admin');
  const scans = useOpenScans(maySee ? offered : []);
  const leftOut = leftOutSentence(notAsked);
  if (leftOut !== undefined) return <EmptyState title="Nothing to show yet">{leftOut}</EmptyState>;
  const why = whyNothing(scans);
  if (why !== undefined)
    return (
      <EmptyState title={why.title}>
        <p className="break-words">{why.text}</p>
        <Registries hosts={scans.map(({ host }) => host)} />
      </EmptyState>
    );
  // What others may read there is not said.
  const isTeam = document.documentElement.dataset.user !== undefined;
  const what = `Nothing${only === undefined ? '' : ` of ${only}`}${isTeam ? ' that you may read' : ''}`;
  return (
    <EmptyState title={`${what} was scanned yet`}>
      <p>
        Orrery answers from what it has scanned. Open a registry or a repository and press{' '}
        <i>Know this registry</i> or <i>Know this repository</i>. Orrery tells you the cost before it starts.
      </p>
      <Registries hosts={offered} />
    </EmptyState>
  );
}

function Registries({ hosts }: { readonly hosts: readonly string[] }) {
  return (
    <ul aria-label="Registries" className="mt-2 flex flex-wrap justify-center gap-x-4 gap-y-1">
      {hosts.map((host) => (
        <li key={host}>
          <PageLink href={textPath(host)} className="font-mono text-sm text-accent hover:underline">
            {host}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
