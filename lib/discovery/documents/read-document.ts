import { readHead } from '#lib/discovery/documents/read-head';
import { explain } from '#lib/discovery/explain';
import { loadManifest } from '#lib/discovery/load-manifest';
import { nodeOfManifest } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Content } from '#lib/formats/documents/content';
import { planReading } from '#lib/formats/documents/plan-reading';
import { understand, withoutContent } from '#lib/formats/documents/understand';
import { meaningOfManifest } from '#lib/formats/meaning';
import { bindNode } from '#lib/graph/bind-node';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import type { FetchedManifest } from '#lib/registry/registry-client';

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
  const { contents, failure } = await readContents(context, fetched, declared, priority);
  if (context.isEnding()) return;
  const meaning =
    contents.length > 0
      ? understand(fetched.manifest, declared, contents)
      : failure === undefined
        ? withoutContent(declared)
        : declared;
  const unread = failure === undefined ? {} : { basis: `What it carries could not be read: ${failure}` };
  const read = nodeOfManifest(fetched, descriptor, tags, { ...meaning, ...unread });
  const node = bindNode(read, context.subjectsOf(descriptor.digest), false);
  context.sayNode(node);
  if (failure === undefined) memory.nodes.set(key, node);
}

async function readContents(
  context: WalkContext,
  { manifest, digest }: FetchedManifest,
  declared: Meaning,
  priority: number,
): Promise<{ readonly contents: readonly Content[]; readonly failure: string | undefined }> {
  const place = context.placeOf(digest);
  const contents: Content[] = [];
  let failure: string | undefined;
  for (const { blob, maxBytes } of planReading(manifest, declared)) {
    try {
      const content = await readHead(context, place, blob, maxBytes, priority);
      context.countBytes(digest, content.bytes.byteLength);
      contents.push(content);
    } catch (error) {
      failure ??= explain(error).reason;
    }
  }
  return { contents, failure };
}
