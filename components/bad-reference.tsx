'use client';
import { Header } from '#components/shell/header';
import { ReferenceBox } from '#components/shell/reference/reference-box';
import { StateIcon } from '#components/ui/state-icon';

type BadReferenceProps = {
  readonly text: string;
  readonly reason: { readonly message: string; readonly hint: string };
};

/** The page of an address that is not a reference: the sentence, the hint, and a box to write another one. */
export function BadReference({ text, reason }: BadReferenceProps) {
  return (
    <div className="flex h-dvh flex-col">
      <Header hasBox={false} />
      <main className="mx-auto w-full max-w-2xl px-4 pt-[12vh]">
        <h1 className="flex items-center gap-2.5 text-2xl font-semibold">
          <StateIcon state="failed" />
          This is not a reference
        </h1>
        <p className="mt-3 font-mono text-sm break-all text-muted">{text.slice(0, 300)}</p>
        <p className="mt-3">{reason.message}</p>
        <p className="mt-1 mb-5 text-muted">{reason.hint}</p>
        <ReferenceBox isLarge />
      </main>
    </div>
  );
}
