import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Resolved } from '#lib/api/contract/registry-contract';
import type { Digest } from '#lib/oci/digest';

/** What the tags of a repository are known to point to: those whose rows were in sight, or were opened before. */
export function useTagDigests(repository: string): ReadonlyMap<string, Digest> {
  const client = useQueryClient();
  const [known, setKnown] = useState<ReadonlyMap<string, Digest>>(new Map());
  // The answers lie in the cache of all queries, which tells of each; of several in one frame the list hears once.
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
      setKnown(new Map(found));
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
  return known;
}
