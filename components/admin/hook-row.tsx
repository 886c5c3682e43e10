import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { StateIcon } from '#components/ui/state-icon';
import { formatAge } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { utcSecond } from './audit-words.ts';
import type { ListedHook } from './listed-hook.ts';

type HookRowProps = {
  readonly hook: ListedHook;
  readonly onAsk: (to: 'make' | 'remove') => void;
};

/** A registry that may notify Orrery: its address, and what came last. */
export function HookRow({ hook, onAsk }: HookRowProps) {
  const { host, address, changedAt, changedBy } = hook;
  const by = changedBy === '' ? '' : ` by ${showHidden(changedBy)}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
      <div className="min-w-0 sm:w-72">
        <p className="font-medium [overflow-wrap:anywhere]">{host}</p>
        <p className="text-sm text-muted" title={`${utcSecond(changedAt)} UTC`}>
          Token made {formatAge(changedAt, Date.now())}
          {by}
        </p>
      </div>
      <div className="min-w-0 grow basis-72">
        <LastNotifications hook={hook} />
        <p className="flex min-w-0 items-center gap-1 text-sm text-muted">
          <code className="truncate font-mono">{address}</code>
          <CopyButton text={address} label={`Copy the address for ${host}`} />
        </p>
      </div>
      <div className="flex gap-2">
        <Button aria-label={`Renew the token of ${host}`} onClick={() => onAsk('make')}>
          Renew the token
        </Button>
        <Button look="quiet" aria-label={`Take no notifications of ${host}`} onClick={() => onAsk('remove')}>
          Remove
        </Button>
      </div>
    </li>
  );
}

function LastNotifications({ hook: { lastAt, unread } }: { readonly hook: ListedHook }) {
  if (lastAt === undefined)
    return <p className="text-muted">No notification has come with this token yet.</p>;
  return (
    <>
      <p className="flex gap-2" title={`${utcSecond(lastAt)} UTC`}>
        <StateIcon state="valid" className="mt-0.5 shrink-0" />
        The last notification came {formatAge(lastAt, Date.now())}.
      </p>
      {unread === undefined ? null : (
        <p className="flex gap-2" title={`${utcSecond(unread.at)} UTC`}>
          <StateIcon state="failed" className="mt-0.5 shrink-0" />
          <span className="min-w-0">
            One could not be read {formatAge(unread.at, Date.now())}: {showHidden(unread.reason)}
          </span>
        </p>
      )}
    </>
  );
}
