import type { Command } from '#components/ui/commands.ts';
import type { EvidenceName } from '#lib/audit/audit';
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
    ...lackingCommands(group, path, go),
    {
      ...{ group, title: 'Clean up this repository', aliases: 'gc garbage prune retention delete old' },
      run: () => go(`${path}?view=cleanup`),
    },
    ...registryCommands(registry, go),
  ];
}

const coverageAliases = 'audit evidence signatures SBOM missing required';

/** What somebody who audits asks first, by the evidence that is not there. */
const lackings = [
  ['signature', 'Not signed', 'unsigned without which tags images have has no signature lacks missing'],
  ['sbom', 'Without an SBOM', 'which tags images have has no sbom lacks missing'],
  ['provenance', 'Without provenance', 'which tags images have has no provenance slsa lacks missing'],
  ['report', 'Without a vulnerability report', 'which tags images have has no report scan cve lacks missing'],
] as const satisfies readonly (readonly [EvidenceName, string, string])[];

/** The coverage at an address, narrowed to what lacks some evidence. */
function lackingCommands(group: string, path: string, go: (path: string) => void): readonly Command[] {
  return lackings.map(([name, title, aliases]) => ({
    ...{ group, title, aliases },
    run: () => go(`${path}?view=audit&lacks=${name}`),
  }));
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
    ...lackingCommands(group, path, go),
  ];
}
