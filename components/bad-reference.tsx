import { Header } from '#components/shell/header';
import { ReferenceBox } from '#components/shell/reference/reference-box';
import { StateIcon } from '#components/ui/state-icon';

/** The page of an address that is not a reference: the box holds it, and says what is wrong and what may be meant. */
export function BadReference({ text }: { readonly text: string }) {
  return (
    <div className="flex h-dvh flex-col">
      <Header hasBox={false} />
      <main className="mx-auto w-full max-w-2xl px-4 pt-[12vh]">
        <h1 className="mb-4 flex items-center gap-2.5 text-2xl font-semibold">
          <StateIcon state="failed" />
          This is not a reference
        </h1>
        <ReferenceBox isLarge refused={text} />
      </main>
    </div>
  );
}
