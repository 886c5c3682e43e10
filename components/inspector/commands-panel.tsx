import { CopyButton } from '#components/ui/copy-button';
import { Section } from '#components/ui/field-list';
import { blobCommands, manifestCommands } from '#lib/commands/read-commands';
import type { Reference } from '#lib/oci/reference';

type CommandsPanelProps = { readonly reference: Reference; readonly isManifest: boolean };

/** The commands that give the same answers in a terminal. */
export function CommandsPanel({ reference, isManifest }: CommandsPanelProps) {
  const groups = isManifest ? manifestCommands(reference) : blobCommands(reference);
  return (
    <div className="flex flex-col gap-5 px-4 py-3.5">
      {groups.map(({ title, commands }) => (
        <Section key={title} title={title}>
          <ul className="flex flex-col gap-1.5">
            {commands.map(({ tool, text }) => (
              <li
                key={tool}
                className="flex items-start gap-1 rounded-md border border-line bg-sunken py-1.5 pr-1 pl-3"
              >
                <code className="min-w-0 grow py-0.5 font-mono [overflow-wrap:anywhere]">{text}</code>
                <CopyButton text={text} label={`Copy ${tool} command`} />
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
