import { CommandLine } from '#components/ui/copy-button';
import type { PlanRequest } from '#lib/api/contract/plan-contract';
import { changeCommand } from '#lib/commands/change-command';

/** The command of another tool that does what the plan does, or that there is none. */
export function PlanCommand({ request }: { readonly request: PlanRequest }) {
  const command = changeCommand(request);
  return (
    <p className="flex shrink-0 items-center gap-2 border-t border-line bg-surface px-4 py-1.5 text-sm text-muted">
      {command === undefined ? (
        'No command of another tool does this.'
      ) : (
        <>
          <span className="shrink-0">In a terminal</span>
          <span className="flex min-w-0 grow items-center">
            <CommandLine command={command} />
          </span>
        </>
      )}
    </p>
  );
}
