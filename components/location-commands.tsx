'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCommands } from '#components/ui/commands.ts';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';

const PaletteVerbs = dynamic(() => import('./palette-verbs.tsx').then((file) => file.PaletteVerbs), {
  ssr: false,
});

/** Offers to the palette the screens of a repository or a registry, and the verbs that take an artifact. */
export function LocationCommands({
  location,
}: {
  readonly location: Exclude<Location, { screen: 'artifact' }>;
}) {
  const router = useRouter();
  const path = locationPath(location);
  const [what, first] =
    location.screen === 'repository'
      ? (['repository', 'Tags'] as const)
      : (['registry', 'Repositories'] as const);
  const group = `This ${what}`;
  useCommands([
    { group, title: `${first} of this ${what}`, run: () => router.push(path) },
    {
      ...{ group, title: `Coverage of this ${what}`, run: () => router.push(`${path}?view=audit`) },
      aliases: 'audit evidence signatures SBOM unsigned missing required',
    },
    ...(location.screen === 'repository'
      ? [
          {
            ...{ group, title: 'Clean up this repository', aliases: 'gc garbage prune retention delete old' },
            run: () => router.push(`${path}?view=cleanup`),
          },
        ]
      : []),
  ]);
  return <PaletteVerbs place={location} />;
}
