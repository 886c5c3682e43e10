import { explain } from '#lib/discovery/explain';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Subject } from '#lib/oci/descriptor';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/** Reads the manifest that a descriptor names and says its node; undefined when it is missing or unreadable, which is said too. */
export async function loadManifest(
  context: WalkContext,
  descriptor: Subject,
  priority: number,
): Promise<FetchedManifest | undefined> {
  const { digest } = descriptor;
  const { client, repository } = context.placeOf(digest);
  const asked = { about: digest, question: 'manifest', source: 'manifest' } as const;
  try {
    const fetched = await context.ask(
      (signal) => client.getManifest(repository, digest, { signal }),
      priority,
    );
    if (context.isRead(digest)) return fetched;
    context.countBytes(digest, fetched.bytes.byteLength);
    context.sayNode(nodeOfManifest(fetched, descriptor, []));
    context.sayAnswer({ ...asked, state: 'found', count: 1 });
    const { subject } = fetched.manifest;
    if (subject !== undefined && context.isKnown(subject.digest))
      context.sayEdge(digest, 'subject', subject.digest, 'manifest');
    return fetched;
  } catch (error) {
    if (context.isHalted()) return undefined;
    if (error instanceof RegistryError && error.code === 'cancelled') return undefined;
    if (error instanceof RegistryError && error.code === 'not-found') {
      context.sayNode(nodeOfDescriptor(descriptor, 'missing', 'The registry does not have it.'));
      context.sayAnswer({ ...asked, state: 'none' });
    } else {
      context.sayNode(nodeOfDescriptor(descriptor, 'unreadable', explain(error).reason));
      context.sayUnknown(asked, error);
    }
    return undefined;
  }
}
