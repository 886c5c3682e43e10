'use client';
import type { ComponentProps } from 'react';
import { ArtifactCommands } from '#components/graph/artifact-commands';
import { useCompare } from './use-compare.tsx';

type PaletteCommandsProps = Omit<ComponentProps<typeof ArtifactCommands>, 'onCompare'>;

/** Offers to the palette what can be done with an artifact; of it only the dialogs are seen. */
export function PaletteCommands(props: PaletteCommandsProps) {
  const compare = useCompare();
  return (
    <>
      <ArtifactCommands {...props} onCompare={compare.ask} />
      {compare.dialog}
    </>
  );
}
