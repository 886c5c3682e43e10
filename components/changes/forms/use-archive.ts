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
  /** The artifact that was asked for last; empty before that. */
  readonly reference: string;
  /** Asks for the archive of an artifact, and downloads it once the server has it. */
  start(reference: string, options: ArchiveOptions): void;
  /** Asks again, with the same options and these. */
  retry(more?: ArchiveOptions): void;
  stop(): void;
};

type Asked = { readonly reference: string; readonly options: ArchiveOptions };

/** An archive by download. It is asked for first: then a refusal is a sentence and not a file. */
export function useArchive(): Archive {
  const ask = useMutation({ mutationFn: (asked: Asked) => askArchive(pathOf(asked)) });
  const start = (reference: string, options: ArchiveOptions) => {
    const asked = { reference, options };
    ask.mutate(asked, {
      onSuccess: () => {
        download(pathOf(asked));
        ask.reset();
      },
    });
  };
  const reference = ask.variables?.reference ?? '';
  return {
    state: ask.isError ? 'refused' : ask.isPending ? 'asking' : 'idle',
    problem: ask.isError ? problemOf(ask.error) : undefined,
    ...{ reference, start, stop: ask.reset },
    retry: (more) => start(reference, { ...ask.variables?.options, ...more }),
  };
}

function pathOf({ reference, options }: Asked): string {
  return apiPath('/api/archive', { ref: reference, ...options });
}
