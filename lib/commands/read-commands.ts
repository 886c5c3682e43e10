import { layoutPlace } from '#lib/oci/layout-reference';
import type { Reference, Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { quoteArgument } from '#lib/text/quote-argument';
import { isLoopback, orasFlag } from './plain-http.ts';

type CommandTool = 'oras' | 'regctl' | 'crane' | 'cosign' | 'notation';

/** One command of one tool, ready for a POSIX shell. */
type Command = { readonly tool: CommandTool; readonly text: string };

/** A question that several tools answer alike. */
export type CommandGroup = { readonly title: string; readonly commands: readonly Command[] };

/** The commands that give the answers of the inspector about one manifest. */
export function manifestCommands(reference: Reference): readonly CommandGroup[] {
  const { text, oras, regctl, regctlText } = argumentsOf(reference);
  return possible(reference, [
    {
      title: 'What refers to it',
      commands: [
        { tool: 'oras', text: `oras discover${oras} --format tree ${text}` },
        { tool: 'regctl', text: `regctl${regctl} artifact tree ${regctlText}` },
        { tool: 'cosign', text: `cosign tree ${text}` },
      ],
    },
    {
      title: 'Its manifest, byte for byte',
      commands: [
        { tool: 'oras', text: `oras manifest fetch${oras} ${text}` },
        { tool: 'regctl', text: `regctl${regctl} manifest get --format raw-body ${regctlText}` },
        { tool: 'crane', text: `crane manifest ${text}` },
      ],
    },
    {
      title: 'Its digest',
      commands: [
        { tool: 'oras', text: `oras resolve${oras} ${text}` },
        { tool: 'regctl', text: `regctl${regctl} manifest head ${regctlText}` },
        { tool: 'crane', text: `crane digest ${text}` },
      ],
    },
    {
      title: 'Its files',
      commands: [
        { tool: 'oras', text: `oras pull${oras} ${text}` },
        { tool: 'regctl', text: `regctl${regctl} artifact get --output . ${regctlText}` },
      ],
    },
    ...copyCommands(reference),
  ]);
}

/** A copy on the disk, of a registry only: who has a layout has it already. */
function copyCommands(reference: Reference): readonly CommandGroup[] {
  if (layoutPlace(reference.registry) !== undefined) return [];
  const { text, regctl } = argumentsOf(reference);
  const { repository, registry } = reference;
  const folder = quoteArgument(repository.split('/').at(-1) ?? repository);
  const flag = orasFlag(registry, 'from-');
  return [
    {
      title: 'A copy of it on this disk, as an image layout',
      commands: [
        { tool: 'oras', text: `oras copy -r${flag} --to-oci-layout ${text} ${folder}` },
        { tool: 'regctl', text: `regctl${regctl} image copy --referrers ${text} ocidir://${folder}` },
        { tool: 'crane', text: `crane pull --format oci ${text} ${folder}` },
      ],
    },
  ];
}

/** The commands that fetch one blob, a config or a layer. */
export function blobCommands(reference: Reference): readonly CommandGroup[] {
  const { text, oras, regctl, regctlName } = argumentsOf(reference);
  return possible(reference, [
    {
      title: 'Its bytes',
      commands: [
        { tool: 'oras', text: `oras blob fetch${oras} --output - ${text}` },
        {
          tool: 'regctl',
          text: `regctl${regctl} blob get ${regctlName} ${quoteArgument(reference.digest ?? '')}`,
        },
        { tool: 'crane', text: `crane blob ${text}` },
      ],
    },
  ]);
}

/** The one command that gives the answer of the whole graph. */
export function graphCommand(reference: Reference): string {
  const { text, oras } = argumentsOf(reference);
  return `oras discover${oras} ${text}`;
}

/** The repositories of a registry. */
export function registryCommand(registry: string): string {
  return `oras repo ls${orasFlag(registry)} ${quoteArgument(registry)}`;
}

/** The tags of a repository. */
export function repositoryCommand(registry: string, repository: string): string {
  const path = layoutPath({ registry, repository });
  if (path !== undefined) return `oras repo tags --oci-layout ${quoteArgument(path)}`;
  return `oras repo tags${orasFlag(registry)} ${quoteArgument(`${registry}/${repository}`)}`;
}

function argumentsOf(reference: Reference) {
  const { registry, repository } = reference;
  const text = formatReference(reference);
  const name = `${registry}/${repository}`;
  const path = layoutPath(reference);
  if (path !== undefined) {
    const selector = text.slice(name.length);
    return {
      text: quoteArgument(path + selector),
      oras: ' --oci-layout',
      regctl: '',
      regctlText: quoteArgument(`ocidir://${path}${selector}`),
      regctlName: quoteArgument(`ocidir://${path}`),
    };
  }
  const regctl = isLoopback(registry) ? ` --host ${quoteArgument(`reg=${registry},tls=disabled`)}` : '';
  return {
    text: quoteArgument(text),
    oras: orasFlag(registry),
    regctl,
    regctlText: quoteArgument(text),
    regctlName: quoteArgument(name),
  };
}

/** Where a layout lies for its owner's own tools; of an uploaded one only they know the file. */
function layoutPath({ registry, repository }: Repository): string | undefined {
  const place = layoutPlace(registry);
  if (place === undefined) return undefined;
  return place.kind === 'upload' ? 'FILE' : `${registry.slice('oci:'.length)}/${repository}`;
}

// Of a layout crane and cosign know nothing, and regctl opens folders alone.
function possible(reference: Reference, groups: readonly CommandGroup[]): readonly CommandGroup[] {
  const place = layoutPlace(reference.registry);
  if (place === undefined) return groups;
  const isFolder = place.kind === 'folder' && !reference.repository.includes('.tar');
  return groups.map(({ title, commands }) => ({
    title,
    commands: commands.filter(({ tool }) => tool === 'oras' || (tool === 'regctl' && isFolder)),
  }));
}
