import { Menu } from '@base-ui/react/menu';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { itemText } from '#components/graph/diagram/item-text.ts';
import { useThemeColours } from '#components/graph/paint/theme-colours.ts';
import type { Command } from '#components/ui/commands.ts';
import { useCommands } from '#components/ui/commands.ts';
import { saveBlob } from '#components/ui/download.ts';
import type { GraphState } from '#lib/graph/graph-state';

type ExportMenuProps = {
  readonly state: GraphState;
  readonly diagram: Diagram;
  readonly className: string;
};

const formats = [
  ['png', 'Picture (PNG)', 'as shown'],
  ['svg', 'Picture (SVG)', 'as shown'],
  ['mmd', 'Mermaid', 'the whole graph'],
  ['dot', 'Graphviz (DOT)', 'the whole graph'],
  ['json', 'JSON', 'the whole graph'],
] as const;
type Format = (typeof formats)[number][0];

/** Saves the graph as a picture or as data; how each is written is loaded when it is asked for. */
export function ExportMenu({ state, diagram, className }: ExportMenuProps) {
  const palette = useThemeColours();
  const write = {
    png: async () => {
      const { toPng } = await import('./to-png.ts');
      return await toPng(await drawSvg());
    },
    svg: async () => new Blob([await drawSvg()], { type: 'image/svg+xml' }),
    mmd: async () => text((await import('#lib/graph/export-graph')).toMermaid(state)),
    dot: async () => text((await import('#lib/graph/export-graph')).toDot(state)),
    json: async () => {
      const { toGraph } = await import('#lib/graph/collect-facts');
      return new Blob([`${JSON.stringify(toGraph(state), null, 2)}\n`], { type: 'application/json' });
    },
  } as const satisfies Record<Format, () => Promise<Blob>>;

  const save = async (format: Format) => saveBlob(exportName(state.reference, format), await write[format]());
  useCommands(exportCommands(save));

  async function drawSvg(): Promise<string> {
    const { toSvg } = await import('./to-svg.ts');
    const now = Date.now();
    const textOf = (index: number) => {
      const item = diagram.picture.items[index];
      return item === undefined ? { title: '', detail: '' } : itemText(item, state.reference, now);
    };
    return toSvg(diagram, textOf, palette, { reference: state.reference, now });
  }

  return (
    <Menu.Root>
      <Menu.Trigger className={className}>Export</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner
          role="region"
          aria-label="Export"
          side="top"
          align="start"
          sideOffset={8}
          className="z-50"
        >
          <Menu.Popup className="min-w-60 rounded-lg border border-line-strong bg-raised p-1 shadow-raised outline-none">
            {formats.map(([format, name, extent]) => (
              <Menu.Item
                key={format}
                onClick={() => void save(format)}
                className="flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 outline-none data-highlighted:bg-sunken"
              >
                <span className="grow">{name}</span>
                <span className="text-sm text-faint">{extent}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function exportCommands(save: (format: Format) => Promise<void>): readonly Command[] {
  return formats.map(([format, name, extent]) => ({
    ...{ group: 'This graph', title: `Export as ${name}`, note: extent, aliases: 'save download image' },
    run: () => void save(format),
  }));
}

function text(content: string): Blob {
  return new Blob([content], { type: 'text/plain' });
}

/** A name for the file of a reference: `acme-app-1.0.svg`. */
function exportName(reference: string, ending: string): string {
  const name = reference.slice(reference.indexOf('/') + 1).replace(/[^a-zA-Z0-9._-]+/g, '-');
  return `${name.slice(0, 100)}.${ending}`;
}
