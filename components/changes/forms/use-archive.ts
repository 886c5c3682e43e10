import { useMutation } from '@tanstack/react-query';
import { download } from '#components/ui/download.ts';
import { problemOf } from '#components/ui/problem-of.ts';
import { askArchive } from '#lib/api/changes/ask-archive';
import type { Problem } from '#lib/api/problems/problem';
import { apiPath } from '#lib/api/routes/api-path';

type Wanted = { readonly layers?: '0'; readonly accept?: 'unknown' };

export type Archiving = {
  readonly state: 'idle' | 'asking' | 'refused';
  readonly problem: Problem | undefined;
  /** Asks for the archive, and downloads it when it can be had. */
  start(wanted: Wanted): void;
  /** The same once more. */
  retry(more?: Wanted): void;
  stop(): void;
};

/** An archive by download: asked for first, so that a refusal is a sentence and not a file. */
export function useArchive(reference: string): Archiving {
  const ask = useMutation({
    mutationFn: (wanted: Wanted) => askArchive(apiPath('/api/archive', { ref: reference, ...wanted })),
  });
  const start = (wanted: Wanted) =>
    ask.mutate(wanted, {
      onSuccess: () => {
        download(apiPath('/api/archive', { ref: reference, ...wanted }));
        ask.reset();
      },
    });
  return {
    state: ask.isError ? 'refused' : ask.isPending ? 'asking' : 'idle',
    problem: ask.isError ? problemOf(ask.error) : undefined,
    start,
    retry: (more) => start({ ...ask.variables, ...more }),
    stop: ask.reset,
  };
}
