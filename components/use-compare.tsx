'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useState } from 'react';

const CompareDialog = dynamic(
  () => import('#components/catalog/compare/compare-dialog').then((file) => file.CompareDialog),
  { ssr: false },
);

/** Asks with what an artifact is compared; the dialog must be drawn somewhere that stays. */
export function useCompare(): { readonly ask: (reference: string) => void; readonly dialog: ReactNode } {
  const [reference, setReference] = useState<string>();
  const dialog =
    reference === undefined ? null : (
      <CompareDialog reference={reference} onClose={() => setReference(undefined)} />
    );
  return { ask: setReference, dialog };
}
