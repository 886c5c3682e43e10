'use client';
import dynamic from 'next/dynamic';
import { readReference } from '#components/shell/reference/read-reference.ts';

// Each screen in a chunk of its own: one address never shows two of them.
const Browser = dynamic(() => import('./browser.tsx').then((file) => file.Browser));
const BadReference = dynamic(() => import('./bad-reference.tsx').then((file) => file.BadReference));
const RegistryScreen = dynamic(() => import('./registry-screen.tsx').then((file) => file.RegistryScreen));
const RepositoryScreen = dynamic(() =>
  import('./repository-screen.tsx').then((file) => file.RepositoryScreen),
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
