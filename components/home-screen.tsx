import { DemoList } from '#components/catalog/demo-list';
import { RegistryList } from '#components/catalog/registry-list';
import { RecentChanges } from '#components/changes/recent-changes';
import { Header } from '#components/shell/header';
import { ReferenceBox } from '#components/shell/reference/reference-box';
import { HomeOrPlan } from './home-or-plan.tsx';
import { RecentList } from './recent-list.tsx';

type HomeScreenProps = {
  /** A text that somebody sent from a reference box and that is not a reference. */
  readonly sent?: string | undefined;
};

/** The first page: the box with the focus in it, what was opened last, the registries, the demo. */
export function HomeScreen({ sent }: HomeScreenProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header hasBox={false} />
      <HomeOrPlan>
        <main className="mx-auto flex w-full max-w-4xl flex-col gap-9 px-4 pt-[9vh] pb-16">
          <div>
            <h1 className="mb-1 text-2xl font-semibold">What is it, and what is attached to it?</h1>
            <p className="mb-5 text-muted">
              Paste any reference: an image, a chart, a signature, a whole registry. Its graph opens.
            </p>
            <ReferenceBox isLarge refused={sent} />
          </div>
          <DemoList />
          <div className="grid gap-9 md:grid-cols-2">
            <section aria-labelledby="recent">
              <h2 id="recent" className="mb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase">
                Opened last
              </h2>
              <RecentList />
            </section>
            <section aria-labelledby="registries" className="min-h-28">
              <h2
                id="registries"
                className="mb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase"
              >
                Registries
              </h2>
              <RegistryList />
            </section>
          </div>
          <RecentChanges />
        </main>
      </HomeOrPlan>
    </div>
  );
}
