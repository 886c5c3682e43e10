'use client';
import { Trash2 } from 'lucide-react';

const texts = {
  artifact: 'Deleted. This is what it was.',
  tag: 'This tag was removed. This is what it pointed to.',
} as const;

/** Says that the graph shows what was deleted. */
export function DeletedNotice({ part }: { readonly part: keyof typeof texts }) {
  return (
    <p
      role="status"
      className="flex shrink-0 items-center gap-2 border-b border-line border-l-3 border-l-bad bg-sunken px-4 py-2 font-medium"
    >
      <Trash2 size={15} aria-hidden="true" className="shrink-0 text-bad" />
      {texts[part]}
    </p>
  );
}
