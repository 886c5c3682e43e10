import { setTimeout as wait } from 'node:timers/promises';
import type { FrozenJsonOf } from '#lib/api/routes/route-types';
import type { JobScope } from '#lib/inventory/queue/job-queue';
import { parseRegistry, parseRepository } from '#lib/oci/reference';
import { mayInRepository } from '#lib/roles/rights';
import type { UserRole } from '#lib/roles/role';
import { getInventory } from '#lib/server/inventory/inventory-service';
import type { InventoryState, StartedScan } from '#lib/server/inventory/inventory-state';
import { inventoryLimits } from '#lib/server/inventory/limits';
import { asksRegistries } from '#lib/server/inventory/question-scope';
import { readPermissions } from '#lib/server/inventory/readable-repositories';
import { problemError } from '#lib/server/platform/problem-error';
import { roleMissing } from '#lib/server/sessions/rights/role-missing';
import type { Session } from '#lib/server/sessions/session';
import { ndjsonBody } from './ndjson.ts';
import type { RouteCall } from './route-call.ts';
import { readBody, readQuery, respondJson } from './route-call.ts';

/**
 * What is known of a registry or repository.
 *
 * @throws ProblemError `role-missing` for a whole registry of who may not see all of it, `forbidden` for a repository that
 * the registry does not let them read, where that is asked
 */
export async function answerInventory({ url, session, signal }: RouteCall): Promise<Response> {
  const scope = scopeOf(readQuery('GET /api/inventory', url));
  assertMay(session, scope, 'viewer');
  await assertReadable(session, scope, signal);
  const state = await getInventory().describe(scope);
  return respondJson('GET /api/inventory', { ...scope, ...toDocument(state) });
}

/**
 * Pauses the scans of a registry, goes on with them, or tries again what failed.
 *
 * @throws ProblemError `not-found` where no inventory is kept
 */
export async function answerInventoryAction({ url, request, session }: RouteCall): Promise<Response> {
  readQuery('POST /api/inventory', url);
  const asked = await readBody('POST /api/inventory', request, inventoryLimits.requestMaxBytes);
  const scope = scopeOf(asked);
  const inventory = getInventory();
  const by = session.user?.name;
  if (asked.action === 'pause') await inventory.pause(scope.host, `${by ?? 'You'} paused the scans.`);
  else if (asked.action === 'resume') await inventory.resume(scope.host, session);
  else await inventory.retry(scope.host, session);
  return respondJson('POST /api/inventory', { ...scope, ...toDocument(await inventory.describe(scope)) });
}

/**
 * Forgets a registry, or one repository of it.
 *
 * @throws ProblemError `busy` while something that was under way has not ended
 */
export async function answerForget({ url }: RouteCall): Promise<Response> {
  await getInventory().forget(scopeOf(readQuery('DELETE /api/inventory', url)));
  return new Response(null, { status: 204 });
}

/**
 * What a scan is going to cost, about.
 *
 * @throws ProblemError `role-missing`, `forbidden` as for what is known; RegistryError or OciError when the registry does
 * not tell
 */
export async function answerScanEstimate({ url, session, signal }: RouteCall): Promise<Response> {
  const scope = scopeOf(readQuery('GET /api/inventory/estimate', url));
  assertMay(session, scope, 'editor');
  await assertReadable(session, scope, signal);
  const estimate = await getInventory().estimate(scope, session, signal);
  return respondJson('GET /api/inventory/estimate', estimate);
}

/**
 * Starts a scan.
 *
 * @throws ProblemError `role-missing`: of a whole registry for who is no admin, of a repository for who may not change it;
 * `forbidden` as for what is known
 */
export async function answerStartScan({ url, request, session, signal }: RouteCall): Promise<Response> {
  readQuery('POST /api/inventory/scans', url);
  const scope = scopeOf(
    await readBody('POST /api/inventory/scans', request, inventoryLimits.requestMaxBytes),
  );
  assertMay(session, scope, 'editor');
  await assertReadable(session, scope, signal);
  const id = await getInventory().start(scope, session);
  const location = `/api/inventory/scans/${id}`;
  return respondJson('POST /api/inventory/scans', { id }, { location });
}

/**
 * How a scan stands: each second until it is over for who asks for NDJSON, else as it is now.
 *
 * @throws ProblemError `not-found` where there is no such scan, `role-missing`, `forbidden` as for what is known
 */
export async function answerScan({ request, url, session, signal }: RouteCall): Promise<Response> {
  readQuery('GET /api/inventory/scans/{id}', url);
  const scan = await findScan({ url, session, signal }, 'viewer');
  if (!(request.headers.get('accept') ?? '').includes('application/x-ndjson'))
    return respondJson('GET /api/inventory/scans/{id}', toScanDocument(scan));
  const left = new AbortController();
  const steps = follow(scan, AbortSignal.any([signal, left.signal]));
  const first = await steps.next();
  const headers = { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' };
  return new Response(
    ndjsonBody(first, steps, () => left.abort()),
    { headers },
  );
}

/**
 * Takes back what is left of a scan.
 *
 * @throws ProblemError `not-found` where there is no such scan, `role-missing`, `forbidden` as for what is known
 */
export async function answerCancelScan(call: RouteCall): Promise<Response> {
  readQuery('DELETE /api/inventory/scans/{id}', call.url);
  await getInventory().cancel((await findScan(call, 'editor')).scope);
  return new Response(null, { status: 204 });
}

async function findScan(
  { url, session, signal }: Pick<RouteCall, 'url' | 'session' | 'signal'>,
  role: UserRole,
): Promise<StartedScan> {
  const scan = await getInventory().find(url.pathname.split('/')[4] ?? '');
  if (scan === undefined)
    throw problemError('not-found', 'There is no such scan.', {
      hint: 'A scan that is over is kept for a day.',
    });
  assertMay(session, scan.scope, role);
  await assertReadable(session, scan.scope, signal);
  return scan;
}

async function* follow(scan: StartedScan, signal: AbortSignal): AsyncGenerator<readonly ScanDocument[]> {
  let now: StartedScan | undefined = scan;
  while (now !== undefined) {
    yield [toScanDocument(now)];
    if (now.state === 'done' || now.state === 'cancelled') return;
    await wait(inventoryLimits.progressMs, undefined, { signal });
    now = await getInventory().find(scan.id);
  }
}

type ScanDocument = FrozenJsonOf<'GET /api/inventory/scans/{id}'>;

function toScanDocument({
  id,
  scope,
  startedAt,
  state,
  requests,
  secondsLeft,
  ...rest
}: StartedScan): ScanDocument {
  return {
    ...scope,
    ...toDocument(rest),
    id,
    startedAt: new Date(startedAt).toISOString(),
    state,
    requests,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
  };
}

function toDocument({ known, jobs, failures, notice, scan, look }: InventoryState) {
  const timeOf = (at: number) => new Date(at).toISOString();
  return {
    ...(known === undefined ? {} : { known }),
    jobs,
    ...(scan === undefined ? {} : { scan: { ...scan, startedAt: timeOf(scan.startedAt) } }),
    ...(look === undefined ? {} : { look: { lastAt: timeOf(look.lastAt), nextAt: timeOf(look.nextAt) } }),
    ...(notice === undefined ? {} : { notice }),
    failures: failures.map(({ host: _, ...failure }) => failure),
  };
}

function scopeOf({
  host,
  repository,
}: {
  readonly host: string;
  readonly repository?: string | undefined;
}): JobScope {
  if (repository === undefined || repository === '') return { host: parseRegistry(host) };
  const named = parseRepository(`${parseRegistry(host)}/${repository}`);
  return { host: named.registry, repository: named.repository };
}

async function assertReadable(
  session: Session,
  { host, repository }: JobScope,
  signal: AbortSignal,
): Promise<void> {
  if (repository === undefined || !asksRegistries(session)) return;
  const [permission] = await readPermissions(session, [{ host, name: repository }], signal);
  if (permission === 'readable') return;
  const does = permission === 'hidden' ? 'does not let' : 'could not be asked whether it lets';
  throw problemError('forbidden', `${host} ${does} you read ${repository}.`, { registry: host });
}

// The inventory is made with an account of its own: what it tells of a whole registry is for who may see all of it.
function assertMay({ user }: Session, { host, repository }: JobScope, role: UserRole): void {
  if (user === undefined) return;
  if (repository === undefined) {
    const isAdmin = user.rights.some((right) => right.role === 'admin' && right.repositories === undefined);
    if (!isAdmin) throw roleMissing('admin', host);
  } else if (!mayInRepository(user.rights, role, `${host}/${repository}`))
    throw roleMissing(role, `${host}/${repository}`);
}
