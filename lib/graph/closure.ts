import type { Digest } from '#lib/oci/digest';

type Lists<T> = ReadonlyMap<Digest, readonly T[]>;

/** An artifact with all that belongs to it, and what ties parts of it to the world outside. */
export type Belongings = {
  readonly root: Digest;
  /** Entries by index. */
  readonly children: Lists<Digest>;
  /** Referrers by subject. */
  readonly referrers: Lists<Digest>;
  /** Tags by manifest; a child that has one is somebody's own. */
  readonly tags: Lists<string>;
  /** Tags that tie a manifest to a subject outside: they keep a referrer too. */
  readonly foreignTags: Lists<string>;
  /** Indexes outside that hold a manifest. */
  readonly holders: Lists<Digest>;
  /** Subjects outside that a manifest refers to: an entry of an index may be attached to something else. */
  readonly foreignSubjects?: ReadonlyMap<Digest, Digest>;
};

/** Why something stays: a tag points to it, an index outside holds it, or it hangs on something that stays. */
export type StayReason =
  | { readonly because: 'tagged'; readonly tags: readonly string[] }
  | { readonly because: 'held'; readonly by: readonly Digest[] }
  /** Nobody chose it. */
  | { readonly because: 'not-chosen' }
  /** Something that nobody chose refers to it. */
  | { readonly because: 'needed'; readonly by: Digest }
  | { readonly because: 'part-of' | 'attached-to'; readonly of: Digest };

export type Closure = {
  /** The root first, then as they were reached. */
  readonly goes: ReadonlySet<Digest>;
  readonly stays: ReadonlyMap<Digest, StayReason>;
};

/**
 * What goes with an artifact and what stays: the root, what only it contains, and what refers to anything that goes. A
 * shared thing stays, and with it all that hangs on it. The root always goes. A referrer with a tag goes with its
 * subject: to keep it would leave it referring to nothing.
 */
export function closureOf(belongings: Belongings): Closure {
  const { root } = belongings;
  return close(belongings, new Set([root]), new Map(), (digest) => digest === root);
}

/**
 * The same of several artifacts that were chosen, without those of them that something keeps. A chosen one stays too
 * where it is part of something that stays, or attached to it; `kept` may name what was not chosen, too.
 */
export function closureOfChosen(
  belongings: Omit<Belongings, 'root'>,
  chosen: ReadonlySet<Digest>,
  kept: ReadonlyMap<Digest, StayReason>,
): Closure {
  return close(belongings, chosen, kept, () => false);
}

function close(
  belongings: Omit<Belongings, 'root'>,
  chosen: ReadonlySet<Digest>,
  kept: ReadonlyMap<Digest, StayReason>,
  alwaysGoes: (digest: Digest) => boolean,
): Closure {
  const reached = reach(belongings, [...chosen]);
  const referring = new Set([...reached].flatMap((subject) => belongings.referrers.get(subject) ?? []));
  const stays = new Map<Digest, StayReason>();
  for (const digest of reached) {
    const reason = chosen.has(digest)
      ? kept.get(digest)
      : (kept.get(digest) ?? ownReason(belongings, digest, referring.has(digest)));
    if (reason !== undefined) stays.set(digest, reason);
  }
  // A map may grow while it is iterated: what hangs on something that stays is reached later in this loop.
  for (const [digest] of stays) {
    for (const [next, reason] of hangingOn(belongings, digest))
      if (!alwaysGoes(next) && !stays.has(next)) stays.set(next, reason);
  }
  return { goes: new Set([...reached].filter((digest) => !stays.has(digest))), stays };
}

/** Everything below these: children and referrers, and theirs, each once. */
export function reach(
  { children, referrers }: Pick<Belongings, 'children' | 'referrers'>,
  from: readonly Digest[],
): ReadonlySet<Digest> {
  const reached = new Set(from);
  for (const digest of reached) {
    for (const child of children.get(digest) ?? []) reached.add(child);
    for (const referrer of referrers.get(digest) ?? []) reached.add(referrer);
  }
  return reached;
}

function ownReason(
  { tags, foreignTags, holders, foreignSubjects }: Omit<Belongings, 'root'>,
  digest: Digest,
  isReferrer: boolean,
): StayReason | undefined {
  const by = holders.get(digest) ?? [];
  if (by.length > 0) return { because: 'held', by };
  const keeping = [...(isReferrer ? [] : (tags.get(digest) ?? [])), ...(foreignTags.get(digest) ?? [])];
  if (keeping.length > 0) return { because: 'tagged', tags: keeping };
  const of = foreignSubjects?.get(digest);
  return of === undefined ? undefined : { because: 'attached-to', of };
}

function hangingOn(
  { children, referrers }: Pick<Belongings, 'children' | 'referrers'>,
  digest: Digest,
): readonly (readonly [Digest, StayReason])[] {
  const held = children.get(digest) ?? [];
  const attached = referrers.get(digest) ?? [];
  return [
    ...held.map((child) => [child, { because: 'part-of', of: digest }] as const),
    ...attached.map((referrer) => [referrer, { because: 'attached-to', of: digest }] as const),
  ];
}
