import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Subject } from '#lib/oci/descriptor';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { explainError } from '#lib/repository/explain-error';

/** Reads the manifest that a descriptor names and emits its node; undefined when it is missing or unreadable, which is emitted too. */
export async function loadManifest(
  context: WalkContext,
  descriptor: Subject,
  priority: number,
): Promise<FetchedManifest | undefined> {
  const { digest } = descriptor;
  const { client, repository } = context.known.handleOf(digest);
  const inquiryKey = { about: digest, question: 'manifest', source: 'manifest' } as const;
  try {
    const fetched = await context.budget.call(
      (signal) => client.getManifest(repository, digest, { signal }),
      priority,
    );
    if (context.known.isRead(digest)) return fetched;
    context.budget.countBytes(digest, fetched.bytes.byteLength);
    context.emit.node(nodeOfManifest(fetched, descriptor, []));
    context.emit.answer({ ...inquiryKey, state: 'found', count: 1 });
    const { subject } = fetched.manifest;
    if (subject !== undefined && context.known.has(subject.digest))
      context.emit.edge(digest, 'subject', subject.digest, 'manifest');
    return fetched;
  } catch (error) {
    if (context.budget.isHalted()) return undefined;
    if (error instanceof RegistryError && error.code === 'cancelled') return undefined;
    if (error instanceof RegistryError && error.code === 'not-found') {
      context.emit.node(nodeOfDescriptor(descriptor, 'missing', 'The registry does not have it.'));
      context.emit.answer({ ...inquiryKey, state: 'none' });
    } else {
      context.emit.node(nodeOfDescriptor(descriptor, 'unreadable', explainError(error).reason));
      context.emit.unknown(inquiryKey, explainError(error));
    }
    return undefined;
  }
}
