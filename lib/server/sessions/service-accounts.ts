import type { Credential } from '#lib/registry/auth/credential';
import { Secret } from '#lib/registry/auth/credential';
import { getLog } from '#lib/server/platform/log';
import { teamLimits } from './limits.ts';
import { createSealer } from './sealing/seal.ts';
import type { ServiceAccountStore, StoredServiceAccount } from './service-account-store.ts';
import { sharedSettings } from './team-sealers.ts';
import { getTeamStores } from './team-stores.ts';

/** An account without its password. */
export type ServiceAccount = Omit<StoredServiceAccount, 'sealed' | 'version'> & {
  /** False where its password was sealed with a key that is gone: it must be entered again. */
  readonly isReadable: boolean;
};

type Snapshot = { readonly rows: readonly StoredServiceAccount[]; readonly at: number };

// What was read a moment ago serves again: each request of each person may ask for it.
const snapshots = new WeakMap<ServiceAccountStore, Snapshot>();

/** The accounts that Orrery has at registries, as they are stored now. */
export async function listServiceAccounts(): Promise<readonly ServiceAccount[]> {
  return (await readRows()).map((row) => {
    const { registry, username, isShared, changedBy, changedAt } = row;
    const isReadable = unseal(row) !== undefined;
    return { registry, username, isShared, changedBy, changedAt, isReadable };
  });
}

/** The password of the account at a registry with this user name, sealed with the key of this Orrery. */
export function sealServicePassword(account: Named, password: Secret): Uint8Array {
  return sealer().seal(password.reveal(), contextOf(account));
}

/**
 * The credential that Orrery itself has for a registry: for scans, and with `isShared` for people who have none of their
 * own. Undefined where there is no account, or none that can be unsealed.
 */
export async function serviceCredential(
  registry: string,
): Promise<{ readonly credential: Credential; readonly isShared: boolean } | undefined> {
  await refreshServiceAccounts();
  const row = known()?.rows.find((account) => account.registry === registry);
  const password = row === undefined ? undefined : unseal(row);
  if (row === undefined || password === undefined) return undefined;
  const { username, isShared } = row;
  return { credential: { kind: 'basic', username, password }, isShared };
}

/** Reads the accounts again when what is known of them is older than a moment; while the store is away it stays. */
export async function refreshServiceAccounts(): Promise<void> {
  const at = known()?.at ?? Number.NEGATIVE_INFINITY;
  if (performance.now() - at < teamLimits.accountsMemoryMs) return;
  await readRows().catch((err: unknown) => getLog().debug({ err }, 'the service accounts were not read'));
}

/** Forgets what was read, because it has changed. */
export function forgetServiceAccounts(): void {
  snapshots.delete(getTeamStores().accounts);
}

/** Another text after each change of what people share at a registry; as far as was read, which asks nobody. */
export function sharedAccountVersion(registry: string): string {
  const row = known()?.rows.find((account) => account.registry === registry);
  return row?.isShared === true ? `${row.changedAt} ${row.version}` : '';
}

function known(): Snapshot | undefined {
  return snapshots.get(getTeamStores().accounts);
}

async function readRows(): Promise<readonly StoredServiceAccount[]> {
  const store = getTeamStores().accounts;
  const rows = await store.list();
  snapshots.set(store, { rows, at: performance.now() });
  for (const row of rows) {
    const { registry, version } = row;
    const unsealed = sealer().unseal(row.sealed, contextOf(row));
    // The key before may be taken away once every account is sealed with that of today.
    if (unsealed?.isOld === true)
      await store.reseal(registry, version, sealer().seal(unsealed.text, contextOf(row)));
  }
  return rows;
}

type Named = Pick<StoredServiceAccount, 'registry' | 'username'>;

function unseal(row: StoredServiceAccount): Secret | undefined {
  const unsealed = sealer().unseal(row.sealed, contextOf(row));
  return unsealed === undefined ? undefined : new Secret(unsealed.text);
}

// Whoever can write to the table can neither give the password to another registry nor to another user.
function contextOf({ registry, username }: Named): string {
  return JSON.stringify([registry, username]);
}

function sealer() {
  return createSealer(sharedSettings().sessionKeys, 'service accounts', 'service-account');
}
