import { readHead } from '#lib/discovery/documents/read-head';
import { explain } from '#lib/discovery/explain';
import { loadManifest } from '#lib/discovery/load-manifest';
import { nodeOfManifest } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import { meaningOfManifest } from '#lib/formats/declared/meaning';
import type { Content } from '#lib/formats/documents/document';
import { planReading } from '#lib/formats/reading/plan-reading';
import { understand, withoutContent } from '#lib/formats/reading/understand';
import { bindNode } from '#lib/graph/bind-node';
import type { GraphNode } from '#lib/graph/model';
import { needsContent } from '#lib/graph/proof-of-none';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/** Reads the blobs that tell what an artifact is, and says its node again with what they told. */
export async function readDocument(
  context: WalkContext,
  descriptor: Descriptor,
  tags: readonly string[],
  priority: number,
): Promise<void> {
  const { memory, repository } = context.placeOf(descriptor.digest);
  const key = `${repository}@${descriptor.digest}`;
  if (memory.nodes.has(key)) return;
  const fetched = await loadManifest(context, descriptor, priority);
  if (fetched === undefined || context.isEnding()) return;
  const declared = meaningOfManifest(fetched.manifest, descriptor, tags);
  const { contents, failure, unread } = await readContents(context, fetched, declared, priority);
  if (context.isEnding()) return;
  const meaning =
    contents.length > 0
      ? understand(fetched.manifest, declared, contents)
      : failure === undefined
        ? withoutContent(declared)
        : declared;
  const unreadBasis =
    failure === undefined ? {} : { basis: `What it carries could not be read: ${explain(failure).reason}` };
  const readNode = nodeOfManifest(fetched, descriptor, tags, { ...meaning, ...unreadBasis });
  const node = bindNode(readNode, context.subjectsOf(descriptor.digest), false);
  context.sayNode(node);
  const asked = { about: descriptor.digest, question: 'content', source: 'manifest' } as const;
  const doubt =
    failure ??
    anotherSubject(context, fetched, tags) ??
    unopenedIndex(context, fetched) ??
    doubtAbout(context, node, contents, unread);
  if (doubt !== undefined) context.sayUnknown(asked, doubt);
  else if (contents.length > 0) context.sayAnswer({ ...asked, state: 'found', count: contents.length });
  if (failure === undefined) memory.nodes.set(key, node);
}

/** A list that names what says that it belongs elsewhere is no list of what belongs here. */
function anotherSubject(
  { home, subjectsOf }: WalkContext,
  { manifest, digest }: FetchedManifest,
  tags: readonly string[],
): RegistryError | undefined {
  const { subject } = manifest;
  const isElsewhere = subject !== undefined && [...subjectsOf(digest)].some((one) => one !== subject.digest);
  // A tag of cosign is a link of its own.
  return isElsewhere && tags.length === 0
    ? new RegistryError('bad-response', home.client.registry, 'It names another artifact as its subject.')
    : undefined;
}

/** An index that is attached may hold evidence, which is not read here. */
function unopenedIndex(
  { home, isRoot }: WalkContext,
  { manifest, digest }: FetchedManifest,
): RegistryError | undefined {
  return manifest.shape === 'index' && !isRoot(digest)
    ? new RegistryError('too-large', home.client.registry, 'It is an index, and what it holds was not read.')
    : undefined;
}

/** Why what was read may not be all: a limit, where what lies within it does not tell what the artifact is. */
function doubtAbout(
  { home }: WalkContext,
  node: GraphNode,
  contents: readonly Content[],
  unread: number,
): RegistryError | undefined {
  const { registry } = home.client;
  if (unread > 0)
    return new RegistryError(
      'too-large',
      registry,
      `${unread} of its documents were not read: there are too many.`,
    );
  const isCut = contents.some(({ isWhole, bytes }) => !isWhole && looksLikeDocument(bytes));
  return isCut && needsContent(node)
    ? new RegistryError(
        'too-large',
        registry,
        'Only the beginning of its document was read, and does not tell what it is.',
      )
    : undefined;
}

// JSON and XML, the two forms of every document that is evidence.
function looksLikeDocument(bytes: Uint8Array): boolean {
  return /^[\s\ufeff]*[{[<]/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}

async function readContents(
  context: WalkContext,
  { manifest, digest }: FetchedManifest,
  declared: Meaning,
  priority: number,
): Promise<{ readonly contents: readonly Content[]; readonly failure: unknown; readonly unread: number }> {
  const place = context.placeOf(digest);
  const contents: Content[] = [];
  let failure: unknown;
  const { readings, unread } = planReading(manifest, declared);
  for (const { blob, maxBytes } of readings) {
    try {
      const content = await readHead(context, place, blob, maxBytes, priority);
      context.countBytes(digest, content.bytes.byteLength);
      contents.push(content);
    } catch (error) {
      failure ??= error;
    }
  }
  return { contents, failure, unread };
}
