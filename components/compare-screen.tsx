'use client';

import Link from 'next/link';
import type { CompareSides } from '#components/catalog/compare/compare-sides.ts';
import { CompareView } from '#components/catalog/compare/compare-view';
import { Header } from '#components/shell/header';
import { buttonClass } from '#components/ui/button';
import type { Location } from '#lib/oci/location';
import { textPath } from '#lib/oci/location';

type CompareScreenProps = {
  readonly sides: CompareSides;
  /** The page that the address names without its comparison. */
  readonly location: Exclude<Location, { screen: 'registry' }>;
};

/** `?compare=`: two artifacts of any registries beside each other. */
export function CompareScreen({ sides, location }: CompareScreenProps) {
  const { registry, repository } = location.screen === 'artifact' ? location.reference : location;
  const name = `${registry}/${repository}`;
  return (
    <div className="flex h-dvh flex-col">
      <Header location={location} />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <div className="flex shrink-0 items-center gap-3 border-b border-line px-4 py-2.5">
          <h1 className="text-xl font-semibold">Compare</h1>
          <Link href={textPath(name)} prefetch={false} className={`${buttonClass()} ml-auto`}>
            All tags
          </Link>
        </div>
        <CompareView sides={sides} repository={name} />
      </main>
    </div>
  );
}
