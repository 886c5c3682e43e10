/** What a known annotation key means, in a few words, and whether its value is an address. */
export type KnownAnnotation = { readonly title: string; readonly isUrl?: boolean };

// https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md#pre-defined-annotation-keys
const predefined: Readonly<Record<string, KnownAnnotation>> = {
  created: { title: 'Built' },
  authors: { title: 'Authors' },
  url: { title: 'Home page', isUrl: true },
  documentation: { title: 'Documentation', isUrl: true },
  source: { title: 'Source code', isUrl: true },
  version: { title: 'Version' },
  revision: { title: 'Revision of the source' },
  vendor: { title: 'Vendor' },
  licenses: { title: 'Licences' },
  'ref.name': { title: 'Name in a layout' },
  title: { title: 'Title' },
  description: { title: 'Description' },
  'base.digest': { title: 'Digest of the base image' },
  'base.name': { title: 'Base image' },
};

const others: Readonly<Record<string, KnownAnnotation>> = {
  'com.docker.official-images.bashbrew.arch': { title: 'Build architecture' },
  'dev.cosignproject.cosign/signature': { title: 'Cosign signature' },
  'dev.sigstore.bundle.content': { title: 'Content of the bundle' },
  'dev.sigstore.bundle.predicateType': { title: 'Predicate of the bundle' },
  'dev.sigstore.cosign/bundle': { title: 'Entry of the transparency log' },
  'dev.sigstore.cosign/certificate': { title: 'Signing certificate' },
  'dev.sigstore.cosign/chain': { title: 'Certificate chain' },
  'dev.sigstore.cosign/rfc3161timestamp': { title: 'Signed timestamp' },
  'in-toto.io/predicate-type': { title: 'Predicate type' },
  'io.artifacthub.package.readme-url': { title: 'Readme', isUrl: true },
  'io.cncf.notary.x509chain.thumbprint#S256': { title: 'Thumbprints of the certificates' },
  'io.containerd.image.name': { title: 'Name in containerd' },
  'org.cncf.notary.signature.envelope': { title: 'Envelope of the signature' },
  'org.opencontainers.referrers.filtersApplied': { title: 'Filtered by the registry' },
  'vnd.docker.reference.digest': { title: 'Describes the manifest' },
  'vnd.docker.reference.type': { title: 'Role in the index' },
};

const prefix = 'org.opencontainers.image.';

/** The meaning of an annotation key; undefined for keys that nobody has described. */
export function findAnnotation(key: string): KnownAnnotation | undefined {
  const table = key.startsWith(prefix) ? predefined : others;
  const name = key.startsWith(prefix) ? key.slice(prefix.length) : key;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The value of an annotation as an address that is safe to follow: http or https alone, and no user name in it. */
export function safeUrl(value: string): string | undefined {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return url.username === '' && url.password === '' ? url.href : undefined;
}
