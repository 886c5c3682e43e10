import type { ProductName } from '#lib/formats/documents/rows';
import { cleanText } from '#lib/text/untrusted-text';
import type { Match } from './match-package.ts';
import { matchPurls, no, unknown, yes } from './match-package.ts';
import type { PackageUrl } from './package-url.ts';
import { parsePurl } from './package-url.ts';

/** Everything by which an artifact can be named. */
export type ArtifactNames = {
  /** `sha256:…` of the artifact, of the index that lists it and of its platforms. */
  readonly digests: readonly string[];
  /** `host/name`, `host/name:tag`, `host/name@sha256:…`. */
  readonly references: readonly string[];
  /** What its SBOMs call it. */
  readonly purls?: readonly string[];
};

/** Whether a product of a statement is the artifact itself, or one that it is part of. */
export function matchArtifact(product: ProductName, artifact: ArtifactNames): Match {
  const hashes = [...(product.hashes ?? []), ...digestsIn(product)];
  if (hashes.some((hash) => artifact.digests.includes(hash))) return yes;
  if ([product.name, ...(product.ids ?? [])].some((name) => artifact.references.includes(name))) return yes;
  const purl = product.purl === undefined ? undefined : parsePurl(product.purl);
  if (purl === undefined) return matchByName(product, artifact);
  if (purl.type === 'oci' || purl.type === 'docker') return matchImage(purl, product, artifact);
  const matches = (artifact.purls ?? [])
    .map(parsePurl)
    .map((own) => (own === undefined ? no : matchPurls(purl, own, product)));
  return matches.find(({ is }) => is === 'yes') ?? matches.find(({ is }) => is === 'unknown') ?? no;
}

/** Digests that stand in the names of a product: `ghcr.io/acme/web@sha256:…`, a version. */
function digestsIn({ name, version, ids = [] }: ProductName): readonly string[] {
  return [name, version ?? '', ...ids].flatMap(
    (text) => text.slice(0, 1000).match(/sha256:[0-9a-f]{64}/g) ?? [],
  );
}

function matchByName(product: ProductName, artifact: ArtifactNames): Match {
  const { name, version } = product;
  const tagged = version === undefined ? [] : [`${name}:${version}`, `${name}@${version}`];
  if (artifact.references.some((reference) => tagged.includes(reference))) return yes;
  if (digestsIn(product).length > 0) return no;
  return unknown(`It cannot be told whether the product “${cleanText(name)}” is this artifact.`);
}

/** https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md */
function matchImage(purl: PackageUrl, product: ProductName, artifact: ArtifactNames): Match {
  const version = purl.version ?? product.version;
  const isDigest = version?.startsWith('sha256:') === true;
  if (isDigest) return artifact.digests.includes(version) ? yes : no;
  const same = artifact.references
    .map(splitReference)
    .filter(({ repository }) => isRepository(purl, repository));
  if (same.length === 0) return no;
  if (product.versions !== undefined)
    return unknown('The statement is for a range of versions of the image.');
  const tag = version ?? purl.qualifiers.get('tag');
  const tags = same.map((one) => one.tag).filter((one) => one !== undefined);
  if (tag !== undefined && !tags.includes(tag))
    return tags.length > 0
      ? no
      : unknown(`It cannot be told whether this is what the tag ${cleanText(tag)} names.`);
  const architecture = purl.qualifiers.get('arch');
  return architecture === undefined
    ? yes
    : unknown(`The statement is for the platform ${cleanText(architecture)} only, and names no digest.`);
}

function splitReference(reference: string): { readonly repository: string; readonly tag?: string } {
  const [name = ''] = reference.split('@', 1);
  const colon = name.lastIndexOf(':');
  const isTagged = colon > name.lastIndexOf('/');
  return isTagged ? { repository: name.slice(0, colon), tag: name.slice(colon + 1) } : { repository: name };
}

/** Without a registry in it, a purl of the type `oci` means every repository that ends in its name. */
function isRepository({ type, namespace, name, qualifiers }: PackageUrl, repository: string): boolean {
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  const url = qualifiers
    .get('repository_url')
    ?.replace(/^[a-z]+:\/\//, '')
    .replace(/\/+$/, '');
  const own = normalised(repository);
  if (url !== undefined) return [url, `${url}/${path}`].map(normalised).includes(own);
  if (type === 'docker') return normalised(`docker.io/${path}`) === own;
  return own === normalised(path) || own.endsWith(`/${path}`);
}

/** `docker.io/library/nginx` for all names of that repository. */
function normalised(repository: string): string {
  const hub = repository
    .toLowerCase()
    .replace(/^(?:registry-1\.|index\.|registry\.)?docker\.io\//, 'docker.io/');
  return hub.replace(/^docker\.io\/(?=[^/]+$)/, 'docker.io/library/');
}
