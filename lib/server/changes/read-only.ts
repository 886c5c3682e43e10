import { refuse } from '#lib/server/changes/refuse';
import type { EmbeddedRegistry } from '#lib/server/services';
import { getServices } from '#lib/server/services';

type Handle = EmbeddedRegistry['handle'];

/** Throws where the operator wants nothing changed; for what prepares a change, such as an upload. */
export function assertWritable(): void {
  if (getServices().settings.readOnly) throw refuse('read-only', 'Orrery runs read-only.');
}

/** The registry inside for other clients, who can then only read. */
export function readOnlyRegistry(handle: Handle): Handle {
  return async (request) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return await handle(request);
    // https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
    const errors = [{ code: 'UNSUPPORTED', message: 'This registry is read-only.' }];
    return Response.json({ errors }, { status: 405, headers: { allow: 'GET, HEAD' } });
  };
}
