'use client';

import dynamic from 'next/dynamic';
import { Header } from '#components/shell/header';
import { interpretReference } from '#components/shell/reference/interpret-reference.ts';
import { ReferenceBox } from '#components/shell/reference/reference-box';
import { StateIcon } from '#components/ui/state-icon';

// Each screen in a chunk of its own: one address never shows two of them.
const Browser = dynamic(() => import('./artifact-screen.tsx').then((file) => file.ArtifactScreen));
const RegistryScreen = dynamic(() => import('./registry-screen.tsx').then((file) => file.RegistryScreen));
const RepositoryScreen = dynamic(() =>
  import('./repository-screen.tsx').then((file) => file.RepositoryScreen),
);

/** The screen that a reference asks for: its registry, its repository, the artifact, or why the text is not a reference. */
export function LocationScreen({ text }: { readonly text: string }) {
  const reading = interpretReference(text);
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

type BadReferenceProps = {
  readonly text: string;
  readonly reason: { readonly message: string; readonly hint: string };
};

/** The page of an address that is not a reference: the sentence, the hint, and a box to write another one. */
function BadReference({ text, reason }: BadReferenceProps) {
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
