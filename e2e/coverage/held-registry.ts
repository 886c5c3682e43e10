import { createHash } from 'node:crypto';
import type { Listening } from '#e2e/fakes/listen';
import { serveHandle } from '#e2e/fakes/listen';
import { mediaTypes } from '#lib/oci/media-type';

/** A registry without a catalogue whose repository `app` has many tags, of which those behind the tenth wait. */
export type HeldRegistry = Listening & {
  /** From now on the tags behind the tenth are answered like this. */
  readonly release: (how: 'given' | 'refused') => void;
};

export const heldTags = Array.from({ length: 30 }, (_, at) => `1.${at}`);
const givenAtOnce = 10;

/** Starts it on a free port of the loopback. */
export async function startHeldRegistry(): Promise<HeldRegistry> {
  let how: 'held' | 'given' | 'refused' = 'held';
  const gate = Promise.withResolvers<void>();
  const listening = await serveHandle(async (request) => {
    const [, , , route, selector = ''] = new URL(request.url).pathname.split('/');
    if (heldTags.indexOf(selector) >= givenAtOnce && how === 'held') await gate.promise;
    if (heldTags.indexOf(selector) >= givenAtOnce && how === 'refused') return refuse(401, 'UNAUTHORIZED');
    return answer(route, selector, new URL(request.url).pathname);
  });
  return {
    ...listening,
    release: (next) => {
      how = next;
      gate.resolve();
    },
  };
}

function answer(route: string | undefined, selector: string, path: string): Response {
  if (path === '/v2/') return Response.json({});
  if (route === 'tags') return Response.json({ name: 'app', tags: heldTags });
  if (route === 'referrers') return manifest(emptyIndex, mediaTypes.ociIndex);
  const image = images.find(({ tag, digest }) => tag === selector || digest === selector);
  return route === 'manifests' && image !== undefined
    ? manifest(image.text)
    : refuse(404, 'MANIFEST_UNKNOWN');
}

const emptyIndex = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] });

const images = heldTags.map((tag) => {
  const text = JSON.stringify({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, layers: [], annotations: { tag } },
    config: { mediaType: mediaTypes.ociConfig, digest: digestOf('{}'), size: 2 },
  });
  return { tag, text, digest: digestOf(text) };
});

function manifest(text: string, mediaType: string = mediaTypes.ociManifest): Response {
  const headers = { 'content-type': mediaType, 'docker-content-digest': digestOf(text) };
  return new Response(text, { headers });
}

function refuse(status: number, code: string): Response {
  return Response.json({ errors: [{ code, message: `${code} by design` }] }, { status });
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
