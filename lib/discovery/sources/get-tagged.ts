import type { Inquiry } from '#lib/discovery/sources/inquiry';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/** The manifest under a tag; undefined when there is no such tag. */
export async function getTagged(inquiry: Inquiry, tag: string): Promise<FetchedManifest | undefined> {
  const { context, place, priority } = inquiry;
  try {
    return await context.ask(
      (signal) => place.client.getManifest(place.repository, tag, { signal }),
      priority,
    );
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return undefined;
    throw error;
  }
}
