import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { RecentChanges } from '#components/changes/recent-changes';
import { Header } from '#components/shell/header';
import { ReferenceBox } from '#components/shell/reference/reference-box';
import { ContinueList } from './continue-list.tsx';
import { DemoCards, DemoLine } from './demo-list.tsx';
import { HomeOrPlan } from './home-or-plan.tsx';
import { RegistryList } from './registry-list.tsx';
import { SavedCoverage } from './saved-coverage.tsx';

type HomeScreenProps = {
  /** A text that somebody sent from a reference box and that is not a reference. */
  readonly sent?: string | undefined;
};

/** The first page: the box with the focus in it, what was opened last, the registries, what was changed and audited, the demo. */
export function HomeScreen({ sent }: HomeScreenProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header hasBox={false} />
      <HomeOrPlan>
        <main className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-4 pt-[7vh] pb-16">
          <div>
            <h1 className="mb-1 text-2xl font-semibold">What is it, and what is attached to it?</h1>
            <p className="mb-5 text-muted">
              Paste a reference: an image, a chart, a signature or a whole registry. Orrery shows its graph.
            </p>
            <ReferenceBox isLarge refused={sent} />
          </div>
          <ContinueList />
          <DemoCards />
          <div className="grid gap-8 md:grid-cols-2">
            <Section id="registries" title="Your registries">
              <RegistryList />
            </Section>
            <Section id="coverage" title="Coverage">
              <SavedCoverage />
            </Section>
          </div>
          <RecentChanges />
          <DemoLine />
        </main>
      </HomeOrPlan>
    </div>
  );
}

type SectionProps = { readonly id: string; readonly title: string; readonly children: ReactNode };

/** A part of the first page. The registries have two rows of room from the start, and one for each that this browser knows: what stands below does not move. */
function Section({ id, title, children }: SectionProps) {
  return (
    <section
      aria-labelledby={id}
      className={clsx('min-w-0', id === 'registries' && 'min-h-[calc(1.6rem+max(2,var(--used,0))*2.75rem)]')}
    >
      <h2 id={id} className="mb-1.5 text-xs font-semibold tracking-[0.6px] text-faint uppercase">
        {title}
      </h2>
      {children}
    </section>
  );
}
