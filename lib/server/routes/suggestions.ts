import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

type Suggestion = { readonly reference: string; readonly text: string };

/** What the demo holds that is worth a first look. */
const demo = [
  ['acme/storefront', '2.4.1', 'An image for two platforms, with signatures, SBOMs and provenance'],
  ['acme/storefront', 'withdrawal-2.3.7', 'A notice about an image that is gone'],
  ['acme/checkout', '1.9.0', 'A build with its attestations inside the index'],
  ['acme/payments', '3.2.0', 'An image with signatures kept as cosign 2 did'],
  ['acme/charts/storefront', '2.4.1', 'A Helm chart with a signature'],
] as const;

/** Those of the suggestions that are really there: a demo can be switched off, and its content deleted. */
export async function findSuggestions(
  client: RegistryClient,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> {
  const found = await Promise.all(
    demo.map(async ([repository, tag, text]) => {
      const isThere = await client.resolveManifest(repository, tag, { signal }).then(() => true, absent);
      return isThere ? { reference: `${client.registry}/${repository}:${tag}`, text } : undefined;
    }),
  );
  return found.filter((suggestion) => suggestion !== undefined);
}

function absent(error: unknown): false {
  if (error instanceof RegistryError) return false;
  throw error;
}
