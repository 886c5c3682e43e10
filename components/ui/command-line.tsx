import { CopyButton } from '#components/ui/copy-button';

/** A command that gives the same answer in a terminal. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="truncate font-mono text-muted">{command}</code>
      <CopyButton text={command} label="Copy command" />
    </span>
  );
}
