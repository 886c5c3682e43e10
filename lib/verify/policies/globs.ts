import type { Reference } from '#lib/oci/reference';
import { verifyLimits } from '#lib/verify/limits';

/** What a glob is made of: a character, `*` that stops at a slash, `**` that does not. */
type GlobPart = string;

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
  const parts = partsOf(onDockerHub.get(glob) ?? glob);
  // Which positions in the name a beginning of the glob reaches: no glob takes longer than its length times the name's.
  let reached = new Set([0]);
  for (const part of parts) {
    reached = part.startsWith('*') ? spread(reached, name, part === '**') : step(reached, name, part);
    if (reached.size === 0) return false;
  }
  return reached.has(name.length);
}

const onDockerHub: ReadonlyMap<string, string> = new Map([
  ['*', 'index.docker.io/library/*'],
  ['*/*', 'index.docker.io/*/*'],
]);

function partsOf(glob: string): readonly GlobPart[] {
  return glob.match(/\*\*|./g) ?? [];
}

function step(reached: ReadonlySet<number>, name: string, character: string): Set<number> {
  const next = new Set<number>();
  for (const at of reached) if (name[at] === character) next.add(at + 1);
  return next;
}

function spread(reached: ReadonlySet<number>, name: string, isDeep: boolean): Set<number> {
  const next = new Set<number>();
  for (const start of reached)
    for (let at = start; !next.has(at); at++) {
      next.add(at);
      if (at >= name.length || (!isDeep && name[at] === '/')) break;
    }
  return next;
}

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
