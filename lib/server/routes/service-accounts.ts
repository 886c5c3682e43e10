import type { BodyOf } from '#lib/api/routes/route-types';
import { parseRegistry } from '#lib/oci/reference';
import { Secret } from '#lib/registry/auth/credential';
import { recordAct } from '#lib/server/plans/record-act';
import { invalidRequest, problemError } from '#lib/server/platform/problem-error';

import { getServices } from '#lib/server/platform/services';
import { limitSignIns } from '#lib/server/platform/shared-rate-limit';
import {
  forgetServiceAccounts,
  listServiceAccounts,
  sealServicePassword,
} from '#lib/server/sessions/service-accounts';
import { personNameOf } from '#lib/server/sessions/session';
import { configuredTokenServers } from '#lib/server/sessions/session-credentials';
import { getTeamStores } from '#lib/server/sessions/team-stores';
import { tryCredential } from '#lib/server/sessions/try-credential';
import { toDocument } from './admin-registries.ts';
import type { RouteCall } from './route-call.ts';
import { readBody, readQuery, respondJson } from './route-call.ts';

/**
 * The accounts that Orrery has at registries.
 *
 * @throws ProblemError `not-found` where no team is served
 */
export async function answerServiceAccounts({ url }: RouteCall): Promise<Response> {
  readQuery('GET /api/admin/service-accounts', url);
  assertTeam();
  const accounts = await listServiceAccounts();
  return respondJson('GET /api/admin/service-accounts', { accounts: accounts.map(toDocument) });
}

/**
 * Keeps the account of Orrery at a registry once the registry has taken it, or changes who may use the one that is there.
 *
 * @throws ProblemError `not-found` where no team is served or there is no account to change, `request-invalid`,
 *   `sign-in-limited`, `registry-not-configured`; RegistryError when the registry refuses the account
 */
export async function answerSetServiceAccount(call: RouteCall): Promise<Response> {
  readQuery('PUT /api/admin/service-accounts', call.url);
  assertTeam();
  const asked = await readBody('PUT /api/admin/service-accounts', call.request);
  const registry = parseRegistry(asked.host);
  const typed = readTyped(asked);
  const isChecked = typed !== undefined && (await isTaken(call, registry, typed));
  const { accounts: store } = getTeamStores();
  const before = (await store.list()).find((account) => account.registry === registry);
  const username = typed?.username ?? before?.username;
  if (username === undefined) throw noAccount(registry);
  const isShared = asked.shared ?? before?.isShared ?? false;
  const by = { isShared, changedBy: personNameOf(call.session) ?? '' };
  const verb = isShared ? 'share' : 'set';
  await change(call, { registry, verb, target: username }, async () => {
    if (typed === undefined) return await store.share(registry, by);
    const sealed = sealServicePassword({ registry, username }, typed.password);
    return await store.put({ registry, username, sealed, ...by });
  });
  const stored = (await listServiceAccounts()).find((one) => one.registry === registry);
  if (stored === undefined) throw noAccount(registry);
  return respondJson('PUT /api/admin/service-accounts', { isChecked, account: toDocument(stored) });
}

/**
 * Forgets the account of Orrery at a registry.
 *
 * @throws ProblemError `not-found` where there is none
 */
export async function answerRemoveServiceAccount(call: RouteCall): Promise<Response> {
  const registry = parseRegistry(readQuery('DELETE /api/admin/service-accounts', call.url).host);
  assertTeam();
  const { accounts: store } = getTeamStores();
  const before = (await store.list()).find((account) => account.registry === registry);
  if (before === undefined) throw noAccount(registry);
  await change(call, { registry, verb: 'remove', target: before.username }, () => store.remove(registry));
  return new Response(null, { status: 204 });
}

type Typed = { readonly username: string; readonly password: Secret };

function readTyped({
  username = '',
  password = '',
}: BodyOf<'PUT /api/admin/service-accounts'>): Typed | undefined {
  if (username === '' && password === '') return undefined;
  if (username === '' || password === '') throw invalidRequest('User name and password are needed.');
  return { username, password: new Secret(password) };
}

async function isTaken({ session, signal }: RouteCall, registry: string, typed: Typed): Promise<boolean> {
  await limitSignIns(registry, typed.username, session.owner);
  const allowsTokenServer = configuredTokenServers(registry);
  return await tryCredential({
    registry,
    credential: { kind: 'basic', ...typed },
    allowsTokenServer,
    signal,
  });
}

type Change = { readonly registry: string; readonly verb: string; readonly target: string };

async function change(call: RouteCall, act: Change, make: () => Promise<unknown>): Promise<void> {
  await recordAct(call, { action: 'service-account', ...act }, make).finally(forgetServiceAccounts);
}

function assertTeam(): void {
  if (getServices().settings.shared !== undefined) return;
  throw problemError('not-found', 'There are no service accounts: this Orrery serves one person.', {
    hint: 'It uses the credentials of this person and of this machine.',
  });
}

function noAccount(registry: string) {
  const hint = 'GET /api/admin/service-accounts lists the accounts there are.';
  return problemError('not-found', `There is no service account for ${registry.slice(0, 100)}.`, { hint });
}
