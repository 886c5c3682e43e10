'use client';
import { useRouter } from 'next/navigation';
import { useCommands } from '#components/ui/commands.ts';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';

/** Offers to the palette the screens of a repository or a registry; draws nothing. */
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
  ]);
  return null;
}
