import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Resolved } from '#lib/api/contract/registry-contract';
import type { Digest } from '#lib/oci/digest';

/** The digests of the tags whose rows were in view, or that were opened before. */
export function useTagDigests(repository: string): ReadonlyMap<string, Digest> {
  const client = useQueryClient();
  const [digests, setDigests] = useState<ReadonlyMap<string, Digest>>(new Map());
  // Syncs with the query cache, which holds them; several changes in one frame draw the list once.
  useEffect(() => {
    const read = () => {
      const start = `${repository}:`;
      const found = client
        .getQueriesData<Resolved>({ queryKey: ['resolve'] })
        .flatMap(([[, name], data]) =>
          typeof name === 'string' && name.startsWith(start) && data !== undefined
            ? [[name.slice(start.length), data.digest] as const]
            : [],
        );
      setDigests(new Map(found));
    };
    let frame = requestAnimationFrame(read);
    const stop = client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return;
      if (event.query.queryKey[0] !== 'resolve') return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(read);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [client, repository]);
  return digests;
}
