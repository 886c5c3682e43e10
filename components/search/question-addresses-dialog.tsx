'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Dialog } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import type { ListedQuestion } from '#lib/api/queries/saved-question-queries';
import { saveQuestion } from '#lib/api/queries/saved-question-queries';
import { questionAddresses } from './question-addresses.ts';

type QuestionAddressesDialogProps = { readonly question: ListedQuestion; readonly onClose: () => void };

/** The addresses of a question for CI and for readers of feeds, and the key that opens them without a sign-in. */
export function QuestionAddressesDialog({ question, onClose }: QuestionAddressesDialogProps) {
  const client = useQueryClient();
  const { id, name, question: asked } = question;
  const making = useMutation({
    mutationFn: (key: 'new' | 'none') =>
      saveQuestion({
        ...{ id, name, question: asked, shared: question.shared, key },
        ...(question.version === undefined ? {} : { version: question.version }),
      }),
    gcTime: 0,
    // Also where it was changed meanwhile: the next attempt is made with what is there now.
    onSettled: () => client.invalidateQueries({ queryKey: ['saved-question', id] }),
  });
  const key = making.data?.key;
  const { feed, command } = questionAddresses({ origin: location.origin, id, key });
  const { hasKey } = making.data?.question ?? question;
  return (
    <Dialog
      title="Use it in CI and as a feed"
      description="The feed has an entry for each new hit. The command fails (status 412 or 424) unless it is known that there are no hits."
      isOpen
      onOpenChange={onClose}
    >
      <div data-wide="" className="flex min-w-0 flex-col gap-3">
        <Address name="In CI" text={command} />
        <Address name="Feed (Atom)" text={feed} />
        {question.own ? (
          <p className="text-muted">
            {key !== undefined
              ? 'Copy the addresses now: the key in them is not shown again. Anyone who has it can read the hits that you may read.'
              : hasKey
                ? 'This question has a key, which is not shown again. Put it in the place of KEY, or make another one.'
                : 'A key opens this question, and nothing else, without a sign-in. Make one for programs that cannot sign in.'}
          </p>
        ) : (
          <p className="text-muted">
            Only who saved this question can make a key for programs that cannot sign in.
          </p>
        )}
        {making.isError ? <ProblemNote problem={problemOf(making.error)} /> : null}
        {question.own ? (
          <div className="flex flex-wrap justify-end gap-2">
            {hasKey ? (
              <Button disabled={making.isPending} onClick={() => making.mutate('none')}>
                End the key
              </Button>
            ) : null}
            <Button look="primary" disabled={making.isPending} onClick={() => making.mutate('new')}>
              {hasKey ? 'Make another key' : 'Make a key'}
            </Button>
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}

function Address({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-muted">{name}</p>
      <p className="mt-1 flex items-center gap-2 rounded-md bg-sunken px-3 py-2">
        <code className="min-w-0 grow font-mono text-sm break-all">{text}</code>
        <CopyButton text={text} label={`Copy: ${name}`} />
      </p>
    </div>
  );
}
