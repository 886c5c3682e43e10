import type { Settings } from '#lib/server/platform/env';
import { problemError } from '#lib/server/platform/problem-error';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { getServices } from '#lib/server/platform/services';

type Handle = EmbeddedRegistry['handle'];

/**
 * Refuses what prepares a change, such as an upload, when the operator wants nothing changed.
 *
 * @throws ProblemError `read-only`
 */
export function refuseReadOnly(): void {
  if (getServices().settings.readOnly) throw problemError('read-only', 'Orrery is read-only.');
}

/** The registry inside as other clients may use it by the settings; our own pages use `handle` itself. */
export function registryForClients(
  handle: Handle | undefined,
  { registry, readOnly }: Pick<Settings, 'registry' | 'readOnly'>,
): Handle {
  if (handle === undefined) return async () => answerError(refusals.none);
  if (registry === 'off') return async () => answerError(refusals.off);
  if (registry === 'open' && !readOnly) return handle;
  const refusal = readOnly ? refusals.readOnly : refusals.noPush;
  return async (request) =>
    ['GET', 'HEAD', 'OPTIONS'].includes(request.method) ? await handle(request) : answerError(refusal);
}

type ClientRefusal = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const refusals = {
  none: { status: 404, code: 'UNSUPPORTED', message: 'This Orrery serves no registry.' },
  off: {
    ...{ status: 404, code: 'UNSUPPORTED' },
    message: 'This Orrery serves no registry: it was started with ORRERY_REGISTRY=off.',
  },
  noPush: {
    ...{ status: 403, code: 'DENIED' },
    message: 'This registry takes no pushes: Orrery was started with ORRERY_REGISTRY=read.',
  },
  readOnly: {
    ...{ status: 405, code: 'UNSUPPORTED', headers: { allow: 'GET, HEAD' } },
    message: 'This registry is read-only.',
  },
} as const satisfies Record<string, ClientRefusal>;

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
function answerError({ status, code, message, headers = {} }: ClientRefusal): Response {
  return Response.json({ errors: [{ code, message }] }, { status, headers: { ...headers } });
}
