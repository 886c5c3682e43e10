'use client';
import { useQuery } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import type { Requirements } from '#lib/audit/requirements';
import type { AuditQuery } from './audit-query.ts';

/** What an audit requires: what the page chose, else the file of the server; nothing while that is being asked. */
export function useRequirements({ require }: AuditQuery): Requirements {
  const { data } = useQuery({
    queryKey: ['requirements', require ?? ''],
    queryFn: async ({ signal }) => {
      if (require !== undefined)
        return (await import('#lib/audit/requirements-of-query')).requirementsOfQuery(require);
      const [{ readRequirements }, { text }] = await Promise.all([
        import('#lib/audit/read-requirements'),
        callRoute('GET /api/requirements', {}, { signal }),
      ]);
      return readRequirements(text);
    },
    staleTime: apiLimits.listFreshMs,
    retry: retryOnce,
  });
  return data ?? nothing;
}

const nothing: Requirements = { rules: [] };
