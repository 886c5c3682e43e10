import { createHash } from 'node:crypto';
import type { Send } from '#e2e/inventory/fleet/fleet-writer';
import { parseNotification } from '#lib/inventory/notifications/parse-notification';
import type { RegistryChange } from '#lib/inventory/queue/scan-job';

/** A registry that says what was written to it, as zot does: one CloudEvent for each manifest. */
export function notifiedWrites(
  send: Send,
  deliver: (changes: readonly RegistryChange[]) => Promise<void>,
): Send {
  return async (path, init) => {
    const response = await send(path, init);
    const [, repository, reference] = /^(.+)\/manifests\/([^/]+)$/.exec(path) ?? [];
    const isWrite = init.method === 'PUT' || init.method === 'DELETE';
    if (!isWrite || !response.ok || repository === undefined || reference === undefined) return response;
    const isDeleted = init.method === 'DELETE';
    const header = (name: string) =>
      name.toLowerCase() === 'ce-type' ? `zotregistry.image.${isDeleted ? 'deleted' : 'updated'}` : null;
    const body = { name: repository, reference, ...digestOf(init.body), mediaType: '', manifest: '' };
    const parsed = parseNotification({ header, body });
    if (parsed.kind !== 'changes') throw new Error('The notification was not understood.');
    await deliver(parsed.changes);
    return response;
  };
}

function digestOf(body: RequestInit['body']): { readonly digest?: string } {
  if (!(body instanceof Uint8Array)) return {};
  return { digest: `sha256:${createHash('sha256').update(body).digest('hex')}` };
}
