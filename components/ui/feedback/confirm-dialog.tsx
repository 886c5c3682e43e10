'use client';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { problemOf } from '#components/ui/problem-of.ts';
import { ProblemPanel } from './problem-panel.tsx';

type ConfirmDialogProps = {
  readonly title: string;
  /** What it means. */
  readonly description: string;
  /** On the button, before it is pressed and while it works. */
  readonly action: string;
  readonly working: string;
  readonly act: () => Promise<unknown>;
  /** When it is done. */
  readonly onDone: () => Promise<void> | void;
  readonly onClose: () => void;
};

/** Asks before something is taken away; Enter cancels. What goes wrong is said in the dialog. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, action, working, act, onDone, onClose } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  const acting = useMutation({ mutationFn: act, onSuccess: onDone });
  return (
    <Dialog title={title} description={description} isOpen onOpenChange={onClose} initialFocus={cancel}>
      {acting.isError ? (
        <ProblemPanel problem={problemOf(acting.error)} onRetry={() => acting.mutate()} />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button ref={cancel} look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" disabled={acting.isPending} onClick={() => acting.mutate()}>
          {acting.isPending ? working : action}
        </Button>
      </div>
    </Dialog>
  );
}
