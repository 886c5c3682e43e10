import { useQuery } from '@tanstack/react-query';
import { CommandText } from '#components/ui/command-text';
import { CopyButton } from '#components/ui/copy-button';
import { Section } from '#components/ui/field-list';
import { verificationQuery } from '#components/ui/verification/verification-query.ts';
import { homeOf } from '#lib/api/queries/home-of';
import { checkCommands } from '#lib/commands/check-commands';
import type { CommandGroup } from '#lib/commands/read-commands';
import { blobCommands, manifestCommands } from '#lib/commands/read-commands';
import { isManifestMediaType } from '#lib/oci/media-type';
import { atDigest, formatReference } from '#lib/oci/reference';
import { checkableOf } from './checkable-of.ts';
import { subjectEdge } from './describe-node.ts';
import type { InspectorProps } from './inspector-props.ts';

/** The commands that give the same answers in a terminal. */
export function CommandsPanel(props: InspectorProps) {
  const { node, repository } = props;
  const reference = atDigest(repository, node.digest);
  const checks = useCheckCommands(props);
  const groups = isManifestMediaType(node.mediaType) ? manifestCommands(reference) : blobCommands(reference);
  return (
    <div className="flex flex-col gap-5 px-4 py-3.5">
      {[...checks, ...groups].map(({ title, commands }) => (
        <Section key={title} title={title}>
          <ul className="flex flex-col gap-1.5">
            {commands.map(({ tool, text }) => (
              <li
                key={text}
                className="flex items-start gap-1 rounded-md border border-line bg-sunken py-1.5 pr-1 pl-3"
              >
                <CommandText text={text} className="min-w-0 grow py-0.5" />
                <CopyButton text={text} label={`Copy ${tool} command`} />
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}

/** Of evidence the commands that check it, with its signer where the page has checked it already. */
function useCheckCommands({ node, state, reference }: InspectorProps): readonly CommandGroup[] {
  // The page asks once its graph is there.
  const { data } = useQuery({ ...verificationQuery(formatReference(reference)), enabled: false });
  const subject = subjectEdge(node, state)?.to;
  const evidence = checkableOf(
    node,
    data?.checks.find(({ digest }) => digest === node.digest),
  );
  if (subject === undefined || evidence === undefined) return [];
  return checkCommands(atDigest(homeOf(state.nodes.get(subject), reference), subject), evidence);
}
