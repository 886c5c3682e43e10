'use client';

import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import type { View } from '#lib/graph/view';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { kinds } from '#lib/oci/kind';

const parsers = {
  selected: digestParser(),
  open: parseAsArrayOf(digestParser()),
  stack: parseAsArrayOf(parseAsString),
  kind: parseAsArrayOf(parseAsStringLiteral(kinds)),
  type: parseAsArrayOf(parseAsString),
};

/** How this person looks at the graph, read from the URL and written back to it: every view is a link. */
export function useView(): [View, (change: Partial<View>) => void] {
  const [query, setQuery] = useQueryStates(parsers);
  const { selected, open, stack, kind, type } = query;
  const view = useMemo<View>(
    () => ({
      selected: selected ?? undefined,
      expanded: open ?? [],
      openStacks: stack ?? [],
      kinds: kind ?? [],
      artifactTypes: type ?? [],
    }),
    [selected, open, stack, kind, type],
  );
  const change = useCallback((part: Partial<View>) => void setQuery(toQuery(part)), [setQuery]);
  return [view, change];
}

function toQuery(part: Partial<View>) {
  return {
    ...('selected' in part ? { selected: part.selected ?? null } : {}),
    ...(part.expanded ? { open: orNull(part.expanded) } : {}),
    ...(part.openStacks ? { stack: orNull(part.openStacks) } : {}),
    ...(part.kinds ? { kind: orNull(part.kinds) } : {}),
    ...(part.artifactTypes ? { type: orNull(part.artifactTypes) } : {}),
  };
}

// An empty list is the same view as none, and a shorter address.
function orNull<T>(list: readonly T[]): T[] | null {
  return list.length === 0 ? null : [...list];
}

// Almost every digest is a sha256: without its first word the address is shorter and still exact.
function digestParser() {
  return createParser<Digest>({
    parse: (text) => {
      const digest = text.includes(':') ? text : `sha256:${text}`;
      return isDigest(digest) ? digest : null;
    },
    serialize: (digest) => digest.replace(/^sha256:/, ''),
  });
}
