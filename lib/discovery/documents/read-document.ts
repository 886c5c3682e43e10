import { loadManifest } from '#lib/discovery/load-manifest';
import { nodeOfManifest } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Descriptor } from '#lib/oci/descriptor';

/** Reads the manifest of an artifact, which tells more than the list that named it, and says its node again. */
export async function readDocument(
  context: WalkContext,
  descriptor: Descriptor,
  priority: number,
): Promise<void> {
  const { memory, repository } = context.placeOf(descriptor.digest);
  const key = `${repository}@${descriptor.digest}`;
  if (memory.nodes.has(key)) return;
  const fetched = await loadManifest(context, descriptor, priority);
  if (fetched !== undefined) memory.nodes.set(key, nodeOfManifest(fetched, descriptor, []));
}
