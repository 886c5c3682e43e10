import type { Command } from '#components/ui/commands.ts';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';

/** What the palette can ask for about the scans of a registry or repository. */
export type ScanAction = 'scan' | 'pause' | 'resume' | 'forget';

/** What somebody can do now about the scans of a registry or repository, as its page offers it; nothing before its state is known. */
export function scanCommands(
  state: InventoryDocument | undefined,
  run: (action: ScanAction, state: InventoryDocument) => void,
): readonly Command[] {
  if (state === undefined) return [];
  const { known, jobs, repository } = state;
  const name = repository === undefined ? 'registry' : 'repository';
  const isBusy = jobs.waiting + jobs.active > 0;
  const isPaused = known?.pause !== undefined;
  const command = (action: ScanAction, title: string, aliases: string): readonly Command[] => [
    { group: `This ${name}`, title, aliases, run: () => run(action, state) },
  ];
  const scan =
    known === undefined
      ? command('scan', `Know this ${name}…`, 'inventory scan learn search all images')
      : command('scan', `Scan this ${name} again…`, 'inventory rescan refresh know');
  return [
    ...(isBusy ? [] : scan),
    // A pause is for a whole registry, and so is what ends it.
    ...(isPaused && repository === undefined
      ? command('resume', 'Resume the scans of this registry', 'inventory go on continue unpause')
      : []),
    ...(isBusy && !isPaused && repository === undefined
      ? command('pause', 'Pause the scans of this registry', 'inventory hold stop wait')
      : []),
    ...(known === undefined || isBusy || repository !== undefined
      ? []
      : command('forget', 'Forget this registry…', 'inventory drop remove what was scanned')),
  ];
}
