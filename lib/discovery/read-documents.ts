import { meaningOfManifest } from '#lib/formats/declared/meaning';
import { bindNode } from '#lib/graph/bind-node';
import type { GraphNode, UnknownReason } from '#lib/graph/model';
import { needsContent } from '#lib/graph/proof-of-none';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import type { IndexManifest, Manifest } from '#lib/oci/manifest';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { loadManifest } from './load-manifest.ts';
import { nodeOfManifest } from './node-of.ts';
import type { ReadContents, ReadingPlace } from './read-contents.ts';
import { meaningOfContents, readContents } from './read-contents.ts';
import { meaningOfEntries, readIndexEntries } from './read-index-entries.ts';
import type { WalkContext } from './walk-context.ts';

/** Reads the blobs that tell what an artifact is, and emits its node again with what they told. */
export async function readDocuments(
  context: WalkContext,
  descriptor: Descriptor,
  tags: readonly string[],
  priority: number,
): Promise<void> {
  const { budget, emit, known } = context;
  const { digest } = descriptor;
  const { cache, repository } = known.handleOf(digest);
  const key = `${repository}@${digest}`;
  if (cache.nodes.has(key)) return;
  const fetched = await loadManifest(context, descriptor, priority);
  if (fetched === undefined || budget.isEnding()) return;
  const declared = meaningOfManifest(fetched.manifest, descriptor, tags);
  const place = { at: digest, priority };
  const read = await (holdsEvidence(context, fetched)
    ? readIndex(context, fetched.manifest, declared, place)
    : readArtifact(context, fetched.manifest, declared, place));
  if (budget.isEnding()) return;
  const node = bindNode(
    nodeOfManifest(fetched, descriptor, tags, read.meaning),
    known.subjectsOf(digest),
    false,
  );
  emit.node(node);
  const inquiry = { about: digest, question: 'content', source: 'manifest' } as const;
  const reason = read.failure ?? anotherSubject(context, fetched, tags) ?? whyNotAll(node, read);
  if (reason !== undefined) emit.unknown(inquiry, reason);
  else if (read.count > 0) emit.answer({ ...inquiry, state: 'found', count: read.count });
  // What stays open has to be said by each walk.
  if (reason === undefined) cache.nodes.set(key, node);
}

/** What was read of an artifact, whether it is an index or not. */
type ReadMeaning = Pick<ReadContents, 'failure' | 'unread' | 'contents'> & {
  readonly meaning: Meaning;
  /** Documents or entries. */
  readonly count: number;
};

async function readArtifact(
  context: WalkContext,
  manifest: Manifest,
  declared: Meaning,
  place: ReadingPlace,
): Promise<ReadMeaning> {
  const read = await readContents(context, manifest, declared, place);
  return {
    ...read,
    meaning: meaningOfContents(context, manifest, declared, read),
    count: read.contents.length,
  };
}

async function readIndex(
  context: WalkContext,
  index: IndexManifest,
  declared: Meaning,
  place: ReadingPlace,
): Promise<ReadMeaning> {
  const read = await readIndexEntries(context, index, place);
  const meaning = meaningOfEntries(declared, read);
  return { contents: [], unread: 0, failure: read.failure, meaning, count: read.parts.length };
}

/** Whether it is an index that is attached: what it holds is evidence, and tells what it is. */
function holdsEvidence(
  { known }: WalkContext,
  fetched: FetchedManifest,
): fetched is FetchedManifest & { readonly manifest: IndexManifest } {
  const { manifest, digest } = fetched;
  return manifest.shape === 'index' && !known.isRoot(digest) && [...known.subjectsOf(digest)].length > 0;
}

/** A list that names what says that it belongs elsewhere is no list of what belongs here. */
function anotherSubject(
  { known }: WalkContext,
  { manifest, digest }: FetchedManifest,
  tags: readonly string[],
): UnknownReason | undefined {
  const { subject } = manifest;
  const isElsewhere =
    subject !== undefined && [...known.subjectsOf(digest)].some((one) => one !== subject.digest);
  // A tag of cosign is a link of its own.
  return isElsewhere && tags.length === 0
    ? { reason: 'It names another artifact as its subject.', code: 'bad-response' }
    : undefined;
}

/** Why what was read may not be all: a limit, where what lies within it does not tell what the artifact is. */
function whyNotAll(
  node: GraphNode,
  { contents, unread }: Pick<ReadContents, 'contents' | 'unread'>,
): UnknownReason | undefined {
  if (unread > 0)
    return { reason: `${unread} of its documents were not read: there are too many.`, code: 'too-large' };
  const isCut = contents.some(({ isWhole, bytes }) => !isWhole && looksLikeDocument(bytes));
  return isCut && needsContent(node)
    ? {
        reason: 'Only the beginning of its document was read, and does not tell what it is.',
        code: 'too-large',
      }
    : undefined;
}

// JSON and XML, the two forms of every document that is evidence.
function looksLikeDocument(bytes: Uint8Array): boolean {
  return /^[\s\ufeff]*[{[<]/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}
