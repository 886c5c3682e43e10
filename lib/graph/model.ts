import type { Annotations } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Meaning } from '#lib/oci/kind';
import type { RateLimit, RequestCount } from '#lib/oci/request-usage';

/** `subject`: refers to · `child`, `config`, `layer`: contains · `about`: an index entry that names its manifest. */
export const relations = ['subject', 'child', 'config', 'layer', 'about'] as const;
export type Relation = (typeof relations)[number];

/** Where an edge was learned. */
export const edgeSources = [
  'manifest',
  'referrers-api',
  'referrers-tag',
  'cosign-tags',
  'buildkit',
  'external',
] as const;
export type EdgeSource = (typeof edgeSources)[number];

/** `loaded`: its manifest was read · `listed`: known from a list only · `missing`: the registry does not have it · `unreadable`: see `reason`. */
export const nodeStates = ['loaded', 'listed', 'missing', 'unreadable'] as const;
export type NodeState = (typeof nodeStates)[number];

export type GraphNode = Meaning & {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly artifactType?: string;
  /** Bytes of the manifest or blob; undefined when only a digest is known, as of a missing subject. */
  readonly size?: number;
  /** Bytes of config and layers together, once the manifest is read. */
  readonly contentSize?: number;
  /** How many layers or entries it holds, once the manifest is read. */
  readonly count?: number;
  readonly annotations: Annotations;
  readonly platform?: string;
  /** Every platform, where an index lists one manifest for several; `platform` is one of them. */
  readonly platforms?: readonly string[];
  readonly tags: readonly string[];
  /** `host/name` where it lies, when that is not the repository of the graph. */
  readonly repository?: string;
  readonly state: NodeState;
  readonly reason?: string;
};

/** Direction of the bytes: `from` holds the reference, so a referrer points to its subject and an index to its children. */
export type GraphEdge = {
  readonly from: Digest;
  readonly to: Digest;
  readonly relation: Relation;
  readonly sources: readonly EdgeSource[];
};

/** `content`: what the blobs of it say it is · `referrers`: what refers to it · `tags`: which tags point to it · `indexes`: which indexes of the repository hold it. */
export const questions = ['manifest', 'content', 'children', 'referrers', 'tags', 'indexes'] as const;
export type Question = (typeof questions)[number];

/** Why something is unknown: a sentence, and the code of the error behind it. */
export type UnknownReason = {
  readonly reason: string;
  readonly code: string;
  readonly retryAfterSeconds?: number;
};

/** One question put to one source about one node, with its honest answer. */
export type Answer = {
  readonly about: Digest;
  readonly question: Question;
  readonly source: EdgeSource;
} & (
  | {
      readonly state: 'found';
      readonly count: number;
      readonly filtered?: 'registry' | 'here';
    }
  | { readonly state: 'none' }
  | ({ readonly state: 'unknown' } & UnknownReason)
);

/**
 * Whether this answer leaves its question open. A source that the registry does not have (`unsupported`) does not:
 * another source is asked in its place, and answers for itself.
 */
export function isOpen(answer: Answer): boolean {
  return answer.state === 'unknown' && answer.code !== 'unsupported';
}

/** The document of `GET /api/graph`. */
export type Graph = {
  readonly root: Digest;
  readonly reference: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly answers: readonly Answer[];
  /** False when any answer is unknown, a limit cut the walk, or a manifest is missing. */
  readonly complete: boolean;
  readonly requests: RequestCount;
};

/** One line of the stream: a thing learned. A node or edge that comes again replaces, or adds its sources to, the earlier one. */
export type Fact =
  | { readonly type: 'root'; readonly root: Digest; readonly reference: string }
  | { readonly type: 'node'; readonly node: GraphNode }
  | { readonly type: 'edge'; readonly edge: GraphEdge }
  | { readonly type: 'answer'; readonly answer: Answer }
  /** The walk stopped short of something, and says of what. */
  | { readonly type: 'limit'; readonly about: Digest; readonly reason: string }
  | {
      readonly type: 'end';
      readonly complete: boolean;
      readonly requests: RequestCount;
      readonly milliseconds: number;
      readonly rateLimit?: RateLimit;
    };
