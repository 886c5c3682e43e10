import type { ProblemError } from '#lib/api/problems/problem-error';
import type { FrozenJsonOf } from '#lib/api/routes/route-types';
import { validationCodeOf } from '#lib/inventory/notifications/azure';
import { notificationLimits } from '#lib/inventory/notifications/limits';
import { parseNotification } from '#lib/inventory/notifications/parse-notification';
import { OciError } from '#lib/oci/oci-error';
import { parseJson } from '#lib/oci/parse-json';
import { parseRegistry } from '#lib/oci/reference';
import { readBounded } from '#lib/registry/body';
import type { StoredHook } from '#lib/server/inventory/hook-store';
import { isOfHook, makeHookToken, resealedHook } from '#lib/server/inventory/hook-token';
import { getInventory } from '#lib/server/inventory/inventory-service';
import { recordAct } from '#lib/server/plans/record-act';
import { networkOf } from '#lib/server/platform/address-range';
import { problemError } from '#lib/server/platform/problem-error';
import { createRateLimit } from '#lib/server/platform/rate-limit';
import { getServices } from '#lib/server/platform/services';
import { personNameOf } from '#lib/server/sessions/session';
import { hookLimits } from './limits.ts';
import type { RouteCall } from './route-call.ts';
import { readBody, readQuery, respondJson } from './route-call.ts';

/**
 * Takes a notification of a registry: what it names is looked at soon. It is answered once that is written down, since
 * registries wait for no more than a second.
 *
 * @throws ProblemError `hook-refused` without the token of this registry, `hooks-limited` for many of those,
 * `notification-unread` for what nobody understands
 */
export async function answerHook({ url, request }: RouteCall): Promise<Response> {
  readQuery('POST /api/hooks/{id}', url);
  const registry = hostIn(url);
  const { hooks } = getInventory();
  const { bytes, truncated } = await readBounded(
    new Response(request.body),
    notificationLimits.bodyMaxBytes,
    request.signal,
  );
  const header = (name: string) => request.headers.get(name);
  const hook = registry === undefined ? undefined : await hooks.find(registry);
  if (registry === undefined || !isOfHook(hook, { header, body: bytes })) throw refused(request);
  const resealed = hook === undefined ? undefined : resealedHook(hook);
  if (resealed !== undefined) await hooks.reseal(registry, resealed);
  const refuse = async (reason: string) => {
    await hooks.note(registry, reason);
    return problemError('notification-unread', reason, { registry });
  };
  if (truncated) throw await refuse('The notification is larger than 1 MiB.');
  const body = jsonOf(bytes);
  const validationResponse = validationCodeOf(body);
  if (validationResponse !== undefined) return Response.json({ validationResponse });
  const parsed = parseNotification({ header, body });
  if (parsed.kind === 'too-many')
    throw await refuse(
      `The notification holds ${parsed.count.toLocaleString('en')} events, and 1,000 are read.`,
    );
  if (parsed.kind === 'unknown')
    throw await refuse(
      body === undefined
        ? 'The notification is no JSON.'
        : 'The notification is in no form that Orrery knows.',
    );
  if (parsed.changes.length > 0) await getInventory().notify(registry, parsed.changes);
  await hooks.note(registry, undefined);
  return new Response(null, { status: 202 });
}

/**
 * The registries that may notify this Orrery, and what they sent last.
 *
 * @throws ProblemError `not-found` where no inventory is kept
 */
export async function answerHooks({ url }: RouteCall): Promise<Response> {
  readQuery('GET /api/admin/hooks', url);
  const { hooks } = getInventory();
  const notice = await hooks.notice();
  return respondJson('GET /api/admin/hooks', {
    hooks: (await hooks.list()).map(toDocument),
    ...(notice === undefined ? {} : { notice }),
  });
}

/**
 * Lets a registry notify this Orrery, by a token that is told once. The one before stops working.
 *
 * @throws ProblemError `not-found`, `request-invalid`
 */
export async function answerSetHook(call: RouteCall): Promise<Response> {
  readQuery('PUT /api/admin/hooks', call.url);
  const { hooks } = getInventory();
  const registry = parseRegistry((await readBody('PUT /api/admin/hooks', call.request)).host);
  const { token, sealed } = makeHookToken(registry);
  const changedBy = personNameOf(call.session) ?? '';
  await recordAct(call, { action: 'hook', verb: 'set', target: registry, registry }, () =>
    hooks.put({ registry, sealed, changedBy }),
  );
  return respondJson('PUT /api/admin/hooks', { address: addressOf(registry), token });
}

/**
 * Takes no notification of a registry any more.
 *
 * @throws ProblemError `not-found` where it could send none
 */
export async function answerRemoveHook(call: RouteCall): Promise<Response> {
  const registry = parseRegistry(readQuery('DELETE /api/admin/hooks', call.url).host);
  const { hooks } = getInventory();
  const isThere = (await hooks.find(registry)) !== undefined;
  if (!isThere) throw problemError('not-found', `${registry.slice(0, 100)} has no hook here.`);
  await recordAct(call, { action: 'hook', verb: 'remove', target: registry, registry }, () =>
    hooks.remove(registry),
  );
  return new Response(null, { status: 204 });
}

const attempt = createRateLimit({ max: hookLimits.refusedMax, perMs: hookLimits.refusedPerMs });

// Who guesses registries learns nothing: one that has no hook is refused as a wrong token is. The right token is never
// counted, so that nobody keeps a registry out.
function refused({ headers }: Request): ProblemError {
  const retryAfterSeconds = attempt(networkOf(headers.get('x-client-address') ?? ''));
  if (retryAfterSeconds === undefined)
    return problemError('hook-refused', 'The token of this notification is not that of the registry.');
  const detail = `${hookLimits.refusedMax} notifications without the right token came from there within a minute.`;
  return problemError('hooks-limited', detail, { retryAfterSeconds });
}

function hostIn(url: URL): string | undefined {
  try {
    return parseRegistry(decodeURIComponent(url.pathname.split('/')[3] ?? ''));
  } catch (error) {
    // Also a % that begins no character.
    if (error instanceof OciError || error instanceof URIError) return undefined;
    throw error;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}

type HookDocument = FrozenJsonOf<'GET /api/admin/hooks'>['hooks'][number];

function toDocument({ registry, changedBy, changedAt, lastAt, unread }: StoredHook): HookDocument {
  return {
    host: registry,
    address: addressOf(registry),
    changedBy,
    changedAt: new Date(changedAt).toISOString(),
    ...(lastAt === undefined ? {} : { lastAt: new Date(lastAt).toISOString() }),
    ...(unread === undefined
      ? {}
      : { unread: { at: new Date(unread.at).toISOString(), reason: unread.reason } }),
  };
}

function addressOf(registry: string): string {
  const { shared, port } = getServices().settings;
  return `${shared?.origin ?? `http://localhost:${port}`}/api/hooks/${encodeURIComponent(registry)}`;
}
