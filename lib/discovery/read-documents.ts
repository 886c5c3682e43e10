import { meaningOfManifest } from '#lib/formats/declared/meaning';
import type { BlobBytes } from '#lib/formats/documents/document';
import { planReading } from '#lib/formats/reading/plan-reading';
import { understand, withoutContent } from '#lib/formats/reading/understand';
import { bindNode } from '#lib/graph/bind-node';
import type { GraphNode, UnknownReason } from '#lib/graph/model';
import { needsContent } from '#lib/graph/proof-of-none';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import { readBounded } from '#lib/registry/body';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { embeddedBytes } from '#lib/repository/embedded-content';
import { explainError } from '#lib/repository/explain-error';
import { loadManifest } from './load-manifest.ts';
import { nodeOfManifest } from './node-of.ts';
import type { WalkContext } from './walk-context.ts';

type ReadContents = {
  readonly contents: readonly BlobBytes[];
  /** Why one of them could not be read: the first reason. */
  readonly failure: UnknownReason | undefined;
  /** Documents that are left out because there are too many. */
  readonly unread: number;
};

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
  const read = await readContents(context, fetched, declared, priority);
  if (budget.isEnding()) return;
  const readNode = nodeOfManifest(fetched, descriptor, tags, meaningOf(fetched, declared, read));
  const node = bindNode(readNode, known.subjectsOf(digest), false);
  emit.node(node);
  const inquiry = { about: digest, question: 'content', source: 'manifest' } as const;
  const reason =
    read.failure ??
    anotherSubject(context, fetched, tags) ??
    unopenedIndex(context, fetched) ??
    whyNotAll(node, read);
  if (reason !== undefined) emit.unknown(inquiry, reason);
  else if (read.contents.length > 0) emit.answer({ ...inquiry, state: 'found', count: read.contents.length });
  if (read.failure === undefined) cache.nodes.set(key, node);
}

/** The blobs of a manifest that tell what it is. */
async function readContents(
  context: WalkContext,
  { manifest, digest }: FetchedManifest,
  declared: Meaning,
  priority: number,
): Promise<ReadContents> {
  const contents: BlobBytes[] = [];
  let failure: UnknownReason | undefined;
  const { readings, unread } = planReading(manifest, declared);
  for (const { blob, maxBytes } of readings) {
    try {
      const content = await readHead(context, blob, maxBytes, { manifest: digest, priority });
      context.budget.countBytes(digest, content.bytes.byteLength);
      contents.push(content);
    } catch (error) {
      failure ??= explainError(error);
    }
  }
  return { contents, failure, unread };
}

/** A blob, or its first `maxBytes`; a whole one has been compared with its digest. */
async function readHead(
  { budget, known }: WalkContext,
  blob: Descriptor,
  maxBytes: number,
  { manifest, priority }: { readonly manifest: FetchedManifest['digest']; readonly priority: number },
): Promise<BlobBytes> {
  const embedded = embeddedBytes(blob);
  if (embedded !== undefined) return { blob, bytes: embedded, isWhole: true };
  const { client, repository } = known.handleOf(manifest);
  const isPart = blob.size > maxBytes;
  return await budget.call(async (signal) => {
    const range = isPart ? { range: `bytes=0-${maxBytes - 1}` } : {};
    const { body } = await client.getBlob(repository, blob.digest, { signal, isDocument: true, ...range });
    const { bytes, truncated } = await readBounded(new Response(body), maxBytes, signal);
    return { blob, bytes, isWhole: !isPart && !truncated };
  }, priority);
}

function meaningOf({ manifest }: FetchedManifest, declared: Meaning, read: ReadContents): Meaning {
  const { contents, failure } = read;
  if (failure === undefined)
    return contents.length > 0 ? understand(manifest, declared, contents) : withoutContent(declared);
  const meaning = contents.length > 0 ? understand(manifest, declared, contents) : declared;
  return { ...meaning, basis: `What it carries could not be read: ${failure.reason}` };
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

/** An index that is attached may hold evidence, which is not read here. */
function unopenedIndex(
  { known }: WalkContext,
  { manifest, digest }: FetchedManifest,
): UnknownReason | undefined {
  return manifest.shape === 'index' && !known.isRoot(digest)
    ? { reason: 'It is an index, and what it holds was not read.', code: 'too-large' }
    : undefined;
}

/** Why what was read may not be all: a limit, where what lies within it does not tell what the artifact is. */
function whyNotAll(node: GraphNode, { contents, unread }: ReadContents): UnknownReason | undefined {
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
