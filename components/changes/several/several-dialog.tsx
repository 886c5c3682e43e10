'use client';
import { clsx } from 'clsx';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { noteOf, readRepository } from '#components/changes/request/read-name.ts';
import { useRegistryNames } from '#components/changes/request/use-registry-names.ts';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Check, Choices, TextField } from '#components/ui/fields';
import { textPath } from '#lib/oci/location';
import { SeveralList } from './several-list.tsx';
import type { SeveralAction } from './several-requests.ts';
import { severalRequests } from './several-requests.ts';
import { useSeveral } from './use-several.ts';

type SeveralDialogProps = {
  readonly action: 'copy' | 'delete';
  /** `host/name` */
  readonly repository: string;
  readonly tags: readonly string[];
  /** `isDone`: something was run. */
  readonly onClose: (isDone: boolean) => void;
};

/** Copies or deletes several tags: a plan for each is shown first, then they run one after another. */
export function SeveralDialog({ action, repository, tags, onClose }: SeveralDialogProps) {
  const [chosen] = useState(tags);
  const [scope, setScope] = useState<'tag' | 'manifest' | 'graph'>('tag');
  const [archive, setArchive] = useState(true);
  const [to, setTo] = useState('');
  const [referrers, setReferrers] = useState<'all' | 'none'>('all');
  const [typed, setTyped] = useState('');
  const several = useSeveral();
  const { items, phase } = several;
  const target = readRepository(to);
  const suggestions = useRegistryNames(repository.slice(repository.indexOf('/') + 1));
  const wanted: SeveralAction | undefined =
    action === 'delete'
      ? { action, scope, archive }
      : target.state === 'good'
        ? { action, to: target.text, referrers }
        : undefined;
  const ready = items.filter(({ state }) => state === 'planned').length;
  const isConfirmed = action === 'copy' || typed.trim() === `${ready}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (phase === 'asked' && wanted !== undefined) {
      void several.makePlans(severalRequests(repository, chosen, wanted));
    }
    if (phase === 'planned' && ready > 0 && isConfirmed) void several.run();
  };
  const close = () => {
    several.stop();
    onClose(phase === 'running' || phase === 'ended');
  };
  return (
    <Dialog
      title={`${action === 'copy' ? 'Copy' : 'Delete'} ${chosen.length} tags`}
      description={<code className="font-mono text-sm break-all">{repository}</code>}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
    >
      <form data-wide onSubmit={submit} className="flex flex-col gap-4">
        {phase !== 'asked' ? (
          <SeveralList
            items={items}
            planPath={(tag, plan) => `${textPath(`${repository}:${tag}`)}?plan=${encodeURIComponent(plan)}`}
          />
        ) : action === 'delete' ? (
          <>
            <Choices
              name="What goes"
              value={scope}
              onChange={setScope}
              choices={[
                {
                  value: 'tag',
                  title: 'Only these tags',
                  text: 'The artifacts stay and are found by digest.',
                },
                { value: 'manifest', title: 'These manifests', text: 'And every tag that points to one.' },
                {
                  value: 'graph',
                  title: 'These and everything attached',
                  text: 'Except what something else still needs.',
                },
              ]}
            />
            <Check isOn={archive && scope !== 'tag'} onChange={setArchive}>
              Archive each first
            </Check>
          </>
        ) : (
          <>
            <TextField
              name="To"
              value={to}
              onChange={setTo}
              suggestions={suggestions}
              note={noteOf(target, 'host/name; every artifact keeps its tag.')}
              input={{ placeholder: 'registry.example.com/team/app', required: true }}
            />
            <Choices
              name="What is attached to them"
              isRow
              value={referrers}
              onChange={setReferrers}
              choices={[
                { value: 'all', title: 'All of it' },
                { value: 'none', title: 'Nothing' },
              ]}
            />
          </>
        )}
        {phase === 'planned' && action === 'delete' && ready > 0 ? (
          <TextField
            name={`Type ${ready} to confirm`}
            value={typed}
            onChange={setTyped}
            note="So many plans are run; the others stay as they are."
            input={{ inputMode: 'numeric' }}
          />
        ) : null}
        <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-5 py-3">
          <p role="status" className="mr-auto text-sm text-muted">
            {said(phase, items.length, ready, items.filter(({ state }) => state === 'done').length)}
          </p>
          {phase === 'running' ? (
            <Button onClick={several.stop}>Stop after this one</Button>
          ) : (
            <Button look="quiet" onClick={close}>
              {phase === 'ended' ? 'Close' : 'Cancel'}
            </Button>
          )}
          {phase === 'asked' || phase === 'planning' ? (
            <Button type="submit" look="primary" disabled={wanted === undefined || phase === 'planning'}>
              {phase === 'planning' ? 'Planning…' : 'Show the plans'}
            </Button>
          ) : null}
          {phase === 'planned' ? (
            <Button
              type="submit"
              look="primary"
              disabled={ready === 0 || !isConfirmed}
              className={clsx(action === 'delete' && 'border-bad! bg-bad!')}
            >
              Run {ready}
            </Button>
          ) : null}
        </div>
      </form>
    </Dialog>
  );
}

function said(
  phase: ReturnType<typeof useSeveral>['phase'],
  count: number,
  ready: number,
  done: number,
): string {
  switch (phase) {
    case 'asked':
      return 'Nothing happens yet: the plans come first.';
    case 'planning':
      return 'What would happen is being worked out.';
    case 'planned':
      return ready === count ? 'All of them can be run.' : `${ready} of ${count} can be run.`;
    case 'running':
    case 'ended':
      return `${done} of ${count} done.`;
    default:
      return phase satisfies never;
  }
}
