import { useEffect, useState } from 'react';
import type { HighlightAnswer, HighlightRequest, Language, Piece } from './language-of.ts';

/** What is longer stays in one colour: the worker would need seconds. */
const maxCharacters = 400_000;

type Highlighted = { readonly of: readonly string[]; readonly lines: readonly (readonly Piece[])[] };

/** The pieces of every line, once a worker has found them; undefined until then, and for what has no language. */
export function useHighlight(
  lines: readonly string[],
  language: Language | undefined,
): readonly (readonly Piece[])[] | undefined {
  const [found, setFound] = useState<Highlighted>();
  // Asks a thread of the browser, which ends when the text is gone.
  useEffect(() => {
    const text = lines.join('\n');
    if (language === undefined || text.length > maxCharacters) return;
    const worker = new Worker(new URL('./highlight.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<HighlightAnswer>) => {
      setFound({ of: lines, lines: data.lines });
      worker.terminate();
    };
    worker.postMessage({ language, text } satisfies HighlightRequest);
    return () => worker.terminate();
  }, [lines, language]);
  return found?.of === lines ? found.lines : undefined;
}
