import { explain } from '#lib/discovery/explain';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Descriptor } from '#lib/oci/descriptor';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/** Reads the manifest that a descriptor names and says its node; undefined when it is missing or unreadable, which is said too. */
export async function loadManifest(
  context: WalkContext,
  descriptor: Descriptor,
): Promise<FetchedManifest | undefined> {
  const { client, repository } = context;
  const { digest } = descriptor;
  const asked = { about: digest, question: 'manifest', source: 'manifest' } as const;
  try {
    const fetched = await context.ask((signal) => client.getManifest(repository, digest, { signal }));
    context.sayNode(nodeOfManifest(fetched, descriptor, []));
    context.sayAnswer({ ...asked, state: 'found', count: 1 });
    return fetched;
  } catch (error) {
    if (context.isHalted()) return undefined;
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
