import { leftOutSentence } from './left-out.ts';
import { StateIcon } from './state-icon.tsx';

type LeftOutNoteProps = { readonly notAsked: number | undefined };

/** A line above an answer that leaves repositories out. */
export function LeftOutNote({ notAsked }: LeftOutNoteProps) {
  const sentence = leftOutSentence(notAsked);
  if (sentence === undefined) return null;
  return (
    <p className="flex items-baseline gap-2 border-b border-line bg-sunken px-4 py-2 text-sm">
      <StateIcon state="unknown" className="shrink-0 translate-y-0.5 text-warn" />
      <span className="min-w-0">{sentence}</span>
    </p>
  );
}
