'use client';

import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import type { CompareSides } from '#components/catalog/compare/asked-sides.ts';
import { CompareForm } from '#components/catalog/compare/compare-form';
import { comparePath } from '#components/catalog/compare/compare-sides.ts';
import { PromotionView } from '#components/promotion/promotion-view';
import { Header } from '#components/shell/header';
import { buttonClass } from '#components/ui/button';
import { useCommands } from '#components/ui/commands.ts';
import { PageLink } from '#components/ui/page-link';
import type { Location } from '#lib/oci/location';
import { failedSide } from './failed-side.ts';

const ApproveButton = dynamic(
  () => import('#components/changes/forms/approve-form').then((file) => file.ApproveButton),
  { ssr: false },
);
const WaysOn = dynamic(() => import('./ways-on.tsx').then((file) => file.WaysOn), { ssr: false });
const PlanScreen = dynamic(() => import('./plan-screen.tsx').then((file) => file.PlanScreen), { ssr: false });

type PromotionScreenProps = {
  readonly sides: CompareSides;
  /** The page that the address names without its comparison. */
  readonly location: Exclude<Location, { screen: 'registry' }>;
};

/** `?compare=accepted..candidate&view=audit`: whether the candidate can replace the accepted release. */
export function PromotionScreen({ sides, location }: PromotionScreenProps) {
  const router = useRouter();
  const query = useSearchParams();
  const [require, policy] = [query.get('require') ?? undefined, query.get('policy') ?? undefined];
  const kept = { view: 'audit', require, policy };
  const path = comparePath(sides, kept);
  const whole = comparePath(sides);
  const plan = query.get('plan');
  const swap = () => router.push(comparePath({ left: sides.right, right: sides.left }, kept));
  useCommands([
    { group: 'This promotion', title: 'Compare both', aliases: 'diff', run: () => router.push(whole) },
    { group: 'This promotion', title: 'Swap accepted and candidate', run: swap },
  ]);
  const onPlanned = (id: string) => router.push(`${path}&plan=${encodeURIComponent(id)}`);
  return (
    <div className="flex h-dvh flex-col">
      <Header location={location} />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2.5">
          <h1 className="text-xl font-semibold">Promote</h1>
          <PageLink href={whole} className={`${buttonClass()} ml-auto`}>
            Compare
          </PageLink>
        </div>
        {plan === null ? (
          <div className="min-h-0 grow overflow-auto">
            <PromotionView
              question={{ candidate: sides.right, accepted: sides.left, require, policy }}
              comparePath={whole}
              form={
                <CompareForm
                  key={`${sides.left} ${sides.right}`}
                  sides={sides}
                  suggestions={[]}
                  names={['Accepted', 'Candidate']}
                  action="Evaluate"
                  kept={kept}
                />
              }
              waysOn={(problem) => (
                <WaysOn problem={problem} location={failedSide(problem, sides) ?? location} />
              )}
              accept={(promotion) => <ApproveButton promotion={promotion} onPlanned={onPlanned} />}
            />
          </div>
        ) : (
          <PlanScreen id={plan} onClose={() => router.push(path)} onPlanned={onPlanned} />
        )}
      </main>
    </div>
  );
}
