import dynamic from 'next/dynamic';
import { PageLink } from '#components/ui/page-link';
import type { Problem } from '#lib/api/problems/problem';
import type { Location } from '#lib/oci/location';
import { textPath } from '#lib/oci/location';

// Only who asked for something that is not there needs it.
const NearestNames = dynamic(() => import('./nearest-links.tsx').then((file) => file.NearestLinks), {
  ssr: false,
});

type WaysOnProps = { readonly problem: Problem; readonly location: Location };

/** Where one goes from a screen that could not show what it was asked for: what may be meant, and what is around it. */
export function WaysOn({ problem, location }: WaysOnProps) {
  const around = placesAround(location);
  return (
    <>
      {problem.code === 'not-found' && location.screen !== 'registry' ? (
        <NearestNames reference={location.screen === 'artifact' ? location.reference : location} />
      ) : null}
      <p className="flex flex-wrap gap-x-4 gap-y-1.5">
        {[...around, { path: '/', text: 'Home' }].map(({ path, text }) => (
          <PageLink
            key={path}
            href={path}
            className="min-w-0 break-words underline decoration-line-strong underline-offset-2"
          >
            {text}
          </PageLink>
        ))}
      </p>
    </>
  );
}

function placesAround(location: Location): readonly { readonly path: string; readonly text: string }[] {
  if (location.screen === 'registry') return [];
  const { registry, repository } = location.screen === 'artifact' ? location.reference : location;
  const ofRegistry = { path: textPath(registry), text: `Repositories of ${registry}` };
  if (location.screen === 'repository') return [ofRegistry];
  return [{ path: textPath(`${registry}/${repository}`), text: `Tags of ${repository}` }, ofRegistry];
}
