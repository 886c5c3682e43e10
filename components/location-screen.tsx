'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import type { EarlyArtifact } from './early-artifact.tsx';
import { screenOf } from './screen-of.ts';

// Each screen in a chunk of its own: one address never shows two of them.
const Browser = dynamic(() => import('./artifact-screen.tsx').then((file) => file.ArtifactScreen));
const BadReference = dynamic(() => import('./bad-reference.tsx').then((file) => file.BadReference));
const CleanupScreen = dynamic(() => import('./cleanup-screen.tsx').then((file) => file.CleanupScreen));
const CompareScreen = dynamic(() => import('./compare-screen.tsx').then((file) => file.CompareScreen));
const CoverageScreen = dynamic(() => import('./coverage-screen.tsx').then((file) => file.CoverageScreen));
const PolicyScreen = dynamic(() => import('./policy-screen.tsx').then((file) => file.PolicyScreen));
const PromotionScreen = dynamic(() => import('./promotion-screen.tsx').then((file) => file.PromotionScreen));
const RegistryScreen = dynamic(() => import('./registry-screen.tsx').then((file) => file.RegistryScreen));
const RepositoryScreen = dynamic(() =>
  import('./repository-screen.tsx').then((file) => file.RepositoryScreen),
);

type LocationScreenProps = {
  readonly text: string;
  /** What the server knows of an artifact already. */
  readonly early: EarlyArtifact | undefined;
};

/** The screen that a reference asks for. */
export function LocationScreen({ text, early }: LocationScreenProps) {
  const screen = screenOf(text, useSearchParams());
  switch (screen.shows) {
    case 'bad-reference':
      return <BadReference text={text} />;
    case 'policy':
      return <PolicyScreen location={screen.location} />;
    case 'promotion':
      return <PromotionScreen sides={screen.sides} location={screen.location} />;
    case 'comparison':
      return <CompareScreen sides={screen.sides} location={screen.location} />;
    case 'coverage':
      return <CoverageScreen location={screen.location} />;
    case 'cleanup':
      return <CleanupScreen location={screen.location} />;
    case 'registry':
      return <RegistryScreen registry={screen.location.registry} />;
    case 'repository':
      return <RepositoryScreen {...screen.location} />;
    case 'artifact':
      return <Browser reference={screen.location.reference} early={early} />;
    default:
      return screen satisfies never;
  }
}
