'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { CompareSides } from '#components/catalog/compare/asked-sides.ts';
import { comparePath } from '#components/catalog/compare/compare-sides.ts';
import { CompareView } from '#components/catalog/compare/compare-view';
import { Header } from '#components/shell/header';
import { buttonClass } from '#components/ui/button';
import { useCommands } from '#components/ui/commands.ts';
import { PageLink } from '#components/ui/page-link';
import type { Location } from '#lib/oci/location';
import { textPath } from '#lib/oci/location';
import { failedSide } from './failed-side.ts';

const WaysOn = dynamic(() => import('./ways-on.tsx').then((file) => file.WaysOn), { ssr: false });

type CompareScreenProps = {
  readonly sides: CompareSides;
  /** The page that the address names without its comparison. */
  readonly location: Exclude<Location, { screen: 'registry' }>;
};

/** `?compare=`: two artifacts of any registries beside each other. */
export function CompareScreen({ sides, location }: CompareScreenProps) {
  const router = useRouter();
  const { registry, repository } = location.screen === 'artifact' ? location.reference : location;
  const name = `${registry}/${repository}`;
  const judgePath = comparePath(sides, { view: 'audit' });
  useCommands([
    {
      group: 'This comparison',
      title: 'Evaluate the candidate',
      aliases: 'promote accept approve audit',
      run: () => router.push(judgePath),
    },
  ]);
  return (
    <div className="flex h-dvh flex-col">
      <Header location={location} />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <div className="flex shrink-0 items-center gap-3 border-b border-line px-4 py-2.5">
          <h1 className="text-xl font-semibold">Compare</h1>
          <PageLink href={judgePath} className={`${buttonClass()} ml-auto`}>
            Evaluate the candidate
          </PageLink>
          <PageLink href={textPath(name)} className={buttonClass()}>
            All tags
          </PageLink>
        </div>
        <CompareView
          sides={sides}
          repository={name}
          waysOn={(problem) => <WaysOn problem={problem} location={failedSide(problem, sides) ?? location} />}
        />
      </main>
    </div>
  );
}
