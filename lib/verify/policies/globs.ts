import type { Reference } from '#lib/oci/reference';
import { fitsGlob } from '#lib/text/fits-glob';
import { verifyLimits } from '#lib/verify/limits';

const allowed = /^[a-zA-Z0-9_:/*.-]+$/;

/** Whether policy-controller takes the text for a glob (https://github.com/sigstore/policy-controller/blob/main/pkg/apis/glob/glob.go). */
export function isGlob(text: string): boolean {
  return text.length <= verifyLimits.globMaxCharacters && allowed.test(text);
}

/**
 * Whether a glob of a ClusterImagePolicy fits a whole name, as policy-controller compares them: `*` stands for characters
 * without a slash, `**` for any, a colon is a character like others; the globs `*` and `* /*` (without the space) are of
 * Docker Hub. A text that is no glob fits nothing.
 */
export function matchesGlob(glob: string, name: string): boolean {
  if (!isGlob(glob)) return false;
  return fitsGlob(onDockerHub.get(glob) ?? glob, name);
}

const onDockerHub: ReadonlyMap<string, string> = new Map([
  ['*', 'index.docker.io/library/*'],
  ['*/*', 'index.docker.io/*/*'],
]);

/**
 * The names under which policy-controller would know an image: in whole, with the host of Docker Hub and the tag or the
 * digest, and as people write it, who leave out Docker Hub's host, its `library/` and the tag `latest`.
 */
export function imageNames(reference: Reference): readonly string[] {
  const { registry, repository, tag, digest } = reference;
  const ends = [
    ...(tag === undefined ? [] : [`:${tag}`]),
    ...(tag === 'latest' ? [''] : []),
    ...(digest === undefined ? [] : [`@${digest}`]),
  ];
  const isHub = registry === 'docker.io';
  const begins = isHub
    ? [`index.docker.io/${repository}`, `docker.io/${repository}`, repository.replace(/^library\//, '')]
    : [`${registry}/${repository}`];
  return begins.flatMap((begin) => ends.map((end) => `${begin}${end}`));
}

/** Whether one of the globs fits the image. */
export function matchesImage(globs: readonly string[], reference: Reference): boolean {
  const names = imageNames(reference);
  return globs.some((glob) => names.some((name) => matchesGlob(glob, name)));
}
