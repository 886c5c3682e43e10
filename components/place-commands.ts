import type { Command } from '#components/ui/commands.ts';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';

/** The screens of the registry and the repository that a page belongs to, whatever of them it shows. */
export function placeCommands(
  location: Location | undefined,
  go: (path: string) => void,
): readonly Command[] {
  if (location === undefined) return [];
  if (location.screen === 'registry') return registryCommands(location.registry, go);
  const { registry, repository } = location.screen === 'artifact' ? location.reference : location;
  const path = locationPath({ screen: 'repository', registry, repository });
  const group = 'This repository';
  return [
    { group, title: 'Tags of this repository', run: () => go(path) },
    {
      ...{ group, title: 'Coverage of this repository', aliases: coverageAliases },
      run: () => go(`${path}?view=audit`),
    },
    unsignedCommand(group, path, go),
    {
      ...{ group, title: 'Clean up this repository', aliases: 'gc garbage prune retention delete old' },
      run: () => go(`${path}?view=cleanup`),
    },
    ...registryCommands(registry, go),
  ];
}

const coverageAliases = 'audit evidence signatures SBOM missing required';

/** The coverage at an address, narrowed to what nobody has signed: the first question of an audit. */
function unsignedCommand(group: string, path: string, go: (path: string) => void): Command {
  return {
    ...{ group, title: 'Not signed' },
    aliases: 'unsigned without which tags images have has no signature lack lacks missing',
    run: () => go(`${path}?view=audit&lacks=signature`),
  };
}

function registryCommands(registry: string, go: (path: string) => void): readonly Command[] {
  const path = locationPath({ screen: 'registry', registry });
  const group = 'This registry';
  return [
    { group, title: 'Repositories of this registry', run: () => go(path) },
    {
      ...{ group, title: 'Coverage of this registry', aliases: coverageAliases },
      run: () => go(`${path}?view=audit`),
    },
    unsignedCommand(group, path, go),
  ];
}
