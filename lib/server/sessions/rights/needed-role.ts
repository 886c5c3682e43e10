import type { UserRole } from '#lib/roles/role';

/** What a request to a registry is about, and which role it needs there. */
export type Need =
  | { readonly at: 'registry' }
  | {
      readonly at: 'repository';
      readonly repository: string;
      readonly role: UserRole;
      readonly from?: string;
    }
  /** Nothing that the distribution specification knows. */
  | { readonly at: 'unknown' };

/**
 * Reads from the method and address of a request what it does
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints). Undefined for an address outside
 * `/v2/`: a registry hands out such ones itself, as where an upload continues. `from` is the repository that a blob is
 * mounted from.
 */
export function neededRole(method: string, { pathname, searchParams }: URL): Need | undefined {
  if (!pathname.startsWith('/v2/')) return undefined;
  if (pathname === '/v2/' || pathname === '/v2/_catalog') return { at: 'registry' };
  const [, repository, kind, rest = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|tags|referrers)\/(.*)$/.exec(pathname) ?? [];
  if (repository === undefined) return { at: 'unknown' };
  if (method === 'GET' || method === 'HEAD') return { at: 'repository', repository, role: 'viewer' };
  const isUpload = kind === 'blobs' && rest.startsWith('uploads/');
  const role = method === 'DELETE' && !isUpload ? 'deleter' : 'editor';
  const from = searchParams.get('from');
  return { at: 'repository', repository, role, ...(from === null ? {} : { from }) };
}
