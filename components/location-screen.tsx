import { BadReference } from '#components/bad-reference';
import { Browser } from '#components/browser';
import { RegistryScreen } from '#components/registry-screen';
import { RepositoryScreen } from '#components/repository-screen';
import { readReference } from './shell/read-reference';

/** The screen that a reference asks for: its registry, its repository, the artifact, or why it is none. */
export function LocationScreen({ text }: { readonly text: string }) {
  const reading = readReference(text);
  if (reading.kind === 'refused') return <BadReference text={text} reason={reading} />;
  switch (reading.location.screen) {
    case 'registry':
      return <RegistryScreen registry={reading.location.registry} />;
    case 'repository':
      return <RepositoryScreen {...reading.location} />;
    case 'artifact':
      return <Browser reference={reading.location.reference} />;
    default:
      return reading.location satisfies never;
  }
}
