import { useMutation } from '@tanstack/react-query';
import { download } from '#components/ui/download.ts';
import { problemOf } from '#components/ui/problem-of.ts';
import { askArchive } from '#lib/api/changes/ask-archive';
import type { Problem } from '#lib/api/problems/problem';
import { apiPath } from '#lib/api/routes/api-path';

/** Without layers; with what was found when something could not be read. */
export type ArchiveOptions = { readonly layers?: '0'; readonly accept?: 'unknown' };

export type Archive = {
  readonly state: 'idle' | 'asking' | 'refused';
  readonly problem: Problem | undefined;
  /** Asks for the archive, and downloads it once the server has it. */
  start(options: ArchiveOptions): void;
  /** Asks again, with the same options and these. */
  retry(more?: ArchiveOptions): void;
  stop(): void;
};

/** An archive by download. It is asked for first: then a refusal is a sentence and not a file. */
export function useArchive(reference: string): Archive {
  const ask = useMutation({
    mutationFn: (options: ArchiveOptions) =>
      askArchive(apiPath('/api/archive', { ref: reference, ...options })),
  });
  const start = (options: ArchiveOptions) =>
    ask.mutate(options, {
      onSuccess: () => {
        download(apiPath('/api/archive', { ref: reference, ...options }));
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
