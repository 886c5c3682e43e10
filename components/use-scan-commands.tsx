import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { pagePlace } from '#components/shell/keyboard/palette-places.ts';
import type { Command } from '#components/ui/commands.ts';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { actOnInventory, inventoryQuery } from '#lib/api/queries/inventory-queries';
import { registriesQuery } from '#lib/api/queries/queries';
import type { Location } from '#lib/oci/location';
import { textPath } from '#lib/oci/location';
import type { ScanAction } from './scan-commands.ts';
import { scanCommands } from './scan-commands.ts';

const ScanDialog = dynamic(
  () => import('#components/inventory/scan-dialog').then((file) => file.ScanDialog),
  { ssr: false },
);
const ForgetDialog = dynamic(
  () => import('#components/inventory/forget-dialog').then((file) => file.ForgetDialog),
  { ssr: false },
);

type ScanCommandsOptions = {
  /** What the page shows; undefined on a page of no registry. */
  readonly location: Location | undefined;
  readonly isOpen: boolean;
  readonly go: (path: string) => void;
};

type Asked = { readonly action: 'scan' | 'forget'; readonly state: InventoryDocument };

/** The commands of the palette about the scans of what a page shows, and the dialogs in which they ask. */
export function useScanCommands({ location, isOpen, go }: ScanCommandsOptions): {
  readonly commands: readonly Command[];
  readonly dialog: ReactNode;
} {
  const [asked, setAsked] = useState<Asked>();
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: ({ host, action }: { readonly host: string; readonly action: 'pause' | 'resume' }) =>
      actOnInventory(host, action),
    // The page of the registry says how its scans stand now.
    onSuccess: async (_, { host }) => {
      await queries.invalidateQueries({ queryKey: ['inventory'] });
      go(textPath(host));
    },
  });
  const run = (action: ScanAction, state: InventoryDocument) => {
    if (action === 'scan' || action === 'forget') setAsked({ action, state });
    else acting.mutate({ host: state.host, action });
  };
  const failed = acting.isError ? (
    <Dialog title={`The scans of ${acting.variables.host} did not change`} isOpen onOpenChange={acting.reset}>
      <ProblemPanel problem={problemOf(acting.error)} onRetry={() => acting.mutate(acting.variables)} />
    </Dialog>
  ) : null;
  const ask =
    asked === undefined ? null : <AskedScan asked={asked} onClose={() => setAsked(undefined)} go={go} />;
  return {
    commands: useStates(location, isOpen).flatMap((state) => scanCommands(state, run)),
    dialog: failed ?? ask,
  };
}

type AskedScanProps = Pick<ScanCommandsOptions, 'go'> & {
  readonly asked: Asked;
  readonly onClose: () => void;
};

function AskedScan({ asked: { action, state }, onClose, go }: AskedScanProps) {
  const { host, repository } = state;
  const scope: InventoryScope = { host, ...(repository === undefined ? {} : { repository }) };
  if (action === 'forget') return <ForgetDialog scope={scope} onClose={onClose} />;
  return (
    <ScanDialog
      scope={scope}
      isFirst={state.known === undefined}
      onStarted={() => {
        onClose();
        go(textPath(repository === undefined ? host : `${host}/${repository}`));
      }}
      onClose={onClose}
    />
  );
}

/** How the repository and the registry of a page stand. In a team what is known of a whole registry is for admins. */
function useStates(location: Location | undefined, isOpen: boolean): readonly InventoryDocument[] {
  const { inventory, role } = useQuery({ ...registriesQuery, enabled: isOpen }).data ?? {};
  const { registry = '', repository = '' } = pagePlace(location);
  const isAsked = isOpen && inventory === true && registry !== '';
  const maySeeAll = role === undefined || role === 'admin';
  const ofRepository = useQuery({
    ...inventoryQuery({ host: registry, repository }),
    enabled: isAsked && repository !== '',
  });
  const ofRegistry = useQuery({ ...inventoryQuery({ host: registry }), enabled: isAsked && maySeeAll });
  return [ofRepository.data, ofRegistry.data].filter((state) => state !== undefined);
}
