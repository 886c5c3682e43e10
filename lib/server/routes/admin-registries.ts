import type { ServiceAccountDocument } from '#lib/api/contract/service-account-contract';
import { isPlainHttp } from '#lib/server/platform/network-settings';
import { getServices } from '#lib/server/platform/services';
import type { ServiceAccount } from '#lib/server/sessions/service-accounts';
import { listServiceAccounts } from '#lib/server/sessions/service-accounts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** The registries of the settings, and what account Orrery has at each. */
export async function answerAdminRegistries({ url }: RouteCall): Promise<Response> {
  readQuery('GET /api/admin/registries', url);
  const { registries: configured, shared } = getServices().settings;
  const accounts = shared === undefined ? [] : await listServiceAccounts();
  const registries = configured.map(({ host, ca, attachedIn, tokenServers = [] }) => {
    const account = accounts.find(({ registry }) => registry === host);
    return {
      host,
      plainHttp: isPlainHttp(host, configured),
      hasCertificates: ca !== undefined,
      ...(attachedIn === undefined ? {} : { attachedIn }),
      tokenServers: [...tokenServers],
      ...(account === undefined ? {} : { account: toDocument(account) }),
    };
  });
  return respondJson('GET /api/admin/registries', { registries });
}

/** An account as an admin reads it. */
export function toDocument(account: ServiceAccount): ServiceAccountDocument {
  const { registry, username, isShared, isReadable, changedAt, changedBy } = account;
  return {
    host: registry,
    username,
    shared: isShared,
    state: isReadable ? 'ready' : 'unreadable',
    changedAt: new Date(changedAt).toISOString(),
    changedBy,
  };
}
