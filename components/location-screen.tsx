'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { sidesOf } from '#components/catalog/compare/compare-sides.ts';
import { readAddress } from '#components/shell/reference/read-address.ts';

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

/** The screen that a reference asks for: its registry, its repository, the artifact, two artifacts beside each other, who may sign it, or why the text is not a reference. */
export function LocationScreen({ text }: { readonly text: string }) {
  const location = readAddress(text);
  const query = useSearchParams();
  if (location === undefined) return <BadReference text={text} />;
  if (query.get('view') === 'policy') return <PolicyScreen location={location} />;
  const sides = sidesOf(query.get('compare'), location);
  if (sides !== undefined && location.screen !== 'registry' && query.get('view') === 'audit')
    return <PromotionScreen sides={sides} location={location} />;
  if (sides !== undefined && location.screen !== 'registry')
    return <CompareScreen sides={sides} location={location} />;
  if (query.get('view') === 'audit' && location.screen !== 'artifact')
    return <CoverageScreen location={location} />;
  if (query.get('view') === 'cleanup' && location.screen === 'repository')
    return <CleanupScreen location={location} />;
  switch (location.screen) {
    case 'registry':
      return <RegistryScreen registry={location.registry} />;
    case 'repository':
      return <RepositoryScreen {...location} />;
    case 'artifact':
      return <Browser reference={location.reference} />;
    default:
      return location satisfies never;
  }
}
