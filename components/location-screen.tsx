'use client';
import dynamic from 'next/dynamic';
import { readReference } from './shell/read-reference';

// Each screen in a chunk of its own: one address never shows two of them.
const Browser = dynamic(() => import('#components/browser').then((file) => file.Browser));
const BadReference = dynamic(() => import('#components/bad-reference').then((file) => file.BadReference));
const RegistryScreen = dynamic(() =>
  import('#components/registry-screen').then((file) => file.RegistryScreen),
);
const RepositoryScreen = dynamic(() =>
  import('#components/repository-screen').then((file) => file.RepositoryScreen),
);

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
