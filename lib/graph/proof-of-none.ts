import type { Confidence, Kind } from '#lib/oci/kind';

/**
 * What a registry answered to one question about an artifact that it has just given: what is attached to it, or what is
 * under a tag made from its digest.
 */
export type Reply =
  /** The list ended, every entry of it was readable, and it holds what it must hold. */
  | 'list-with-entries'
  | 'list-without-entries'
  /** Asked by name, and nothing else says that there is such a tag. */
  | 'tag-not-there'
  /** 404 without a reason, 405, 406 or 501: the route is unknown. */
  | 'no-such-api'
  | 'tag-listed-and-not-given'
  /** UNAUTHORIZED or DENIED, whatever the status. */
  | 'rights'
  /** NAME_UNKNOWN or MANIFEST_UNKNOWN for what the registry gave a moment ago. */
  | 'contradiction'
  /** A page limit, a circle, a link to another host, a page that failed. */
  | 'list-cut'
  /** An entry that is no descriptor, or that does not name the artifact as its subject. */
  | 'entry-unreadable'
  /** A login page, an error document with status 200, a list without its list. */
  | 'another-document'
  /** No answer, or a failure of any other kind. */
  | 'failed';

/**
 * `none` is said for these three replies alone. `other-source` leaves the answer to the sources that are asked in its
 * place, and is not counted among those that answered.
 */
export type Proof = 'found' | 'none' | 'unknown' | 'other-source';

/** The rule: absence is said only where the registry has answered that very question completely. */
export const proofs = {
  'list-with-entries': 'found',
  'list-without-entries': 'none',
  'tag-not-there': 'none',
  'no-such-api': 'other-source',
  'tag-listed-and-not-given': 'unknown',
  rights: 'unknown',
  contradiction: 'unknown',
  'list-cut': 'unknown',
  'entry-unreadable': 'unknown',
  'another-document': 'unknown',
  failed: 'unknown',
} as const satisfies Record<Reply, Proof>;

const reasons: ReadonlyMap<string | undefined, Reply> = new Map([
  ['UNAUTHORIZED', 'rights'],
  ['DENIED', 'rights'],
  ['NAME_UNKNOWN', 'contradiction'],
]);

/**
 * What a 404 for a tag says; `code` is the code of its error document
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes), `isListed` whether the tag
 * list names the tag.
 */
export function replyOfAbsentTag(code: string | undefined, isListed: boolean): Reply {
  return reasons.get(code) ?? (isListed ? 'tag-listed-and-not-given' : 'tag-not-there');
}

const withoutRoute: ReadonlySet<number> = new Set([404, 405, 406, 501]);

/** What a refusal of a list says, of referrers or of tags, by its status and the code of its error document. */
export function replyOfRefusal(status: number, code: string | undefined): Reply {
  if (!withoutRoute.has(status)) return 'failed';
  return reasons.get(code) ?? (code === 'MANIFEST_UNKNOWN' ? 'contradiction' : 'no-such-api');
}

/** What a whole list says, after the checks of everything that could have cut it. */
export function replyOfList(entries: number): Reply {
  return entries > 0 ? 'list-with-entries' : 'list-without-entries';
}

/** Kinds that say nothing of what an attachment carries: a type that nobody has described, or the type of its envelope. */
const openKinds: ReadonlySet<Kind> = new Set<Kind>(['artifact', 'attestation', 'image', 'index']);

/** Whether only its content can tell what kind of evidence an attachment is. */
export function needsContent({
  kind,
  confidence,
}: {
  readonly kind: Kind;
  readonly confidence: Confidence;
}): boolean {
  return openKinds.has(kind) && confidence !== 'content';
}
