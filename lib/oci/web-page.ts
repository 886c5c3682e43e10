type PageParts = Readonly<Record<string, string | undefined>>;

/** The pages of one web site: what their addresses look like, and the reference that they show. */
type Pages = { readonly address: RegExp; readonly reference: (parts: PageParts) => string };

// Hosts with an optional scheme are no registries; the others are, and a name on them may look the same without one.
const sites: readonly Pages[] = [
  {
    address: /^(?:https?:\/\/)?hub\.docker\.com\/_\/(?<name>[^/?#]+)/,
    reference: ({ name }) => `docker.io/library/${name}`,
  },
  {
    address:
      /^(?:https?:\/\/)?hub\.docker\.com\/(?:r|repository\/docker|layers)\/(?<owner>[^/?#]+)\/(?<name>[^/?#]+)(?:\/(?<tag>[^/?#]+)\/images\/)?/,
    reference: ({ owner, name, tag }) => `docker.io/${owner}/${name}`.toLowerCase() + tagPart(tag),
  },
  {
    address:
      /^(?:https?:\/\/)?github\.com\/(?:(?:orgs|users)\/(?<owner>[^/?#]+)\/packages\/container\/package|(?<account>[^/?#]+)\/[^/?#]+\/pkgs\/container)\/(?<name>[^/?#]+)(?:\/\d+)?(?:\?(?:.*&)?tag=(?<tag>[^&#]+))?/,
    reference: ({ owner, account, name, tag }) =>
      `ghcr.io/${owner ?? account}/${name}`.toLowerCase() + tagPart(tag),
  },
  {
    address:
      /^https?:\/\/quay\.io\/repository\/(?<name>[^/?#]+\/[^?#]+?)(?:\/manifest\/(?<digest>[^?#]+))?(?:[?#]|$)/,
    reference: ({ name, digest }) => `quay.io/${name}${digest === undefined ? '' : `@${digest}`}`,
  },
  {
    address: /^(?:https?:\/\/)?gallery\.ecr\.aws\/(?<name>[^?#]+)/,
    reference: ({ name }) => `public.ecr.aws/${name}`,
  },
  {
    address:
      /^https?:\/\/mcr\.microsoft\.com\/(?:[a-z-]+\/)?(?:artifact\/mar|product)\/(?<name>[^?#]+?)(?:\/(?:tags|about))?(?:[?#]|$)/,
    reference: ({ name }) => `mcr.microsoft.com/${name}`,
  },
  {
    address: /^(?:https?:\/\/)?gitlab\.com\/(?<name>[^?#]+?)\/(?:-\/)?container_registry(?:[/?#]|$)/,
    reference: ({ name }) => `registry.gitlab.com/${name}`.toLowerCase(),
  },
  {
    address:
      /^(?:https?:\/\/)?(?:explore\.ggcr\.dev|oci\.dag\.dev)\/\?(?:.*&)?(?:image|repo)=(?<reference>[^&#]+)/,
    reference: ({ reference = '' }) => reference,
  },
  {
    address: /^https?:\/\/(?<host>[^/?#]+)\/image\/(?<name>[^/?#]+)(?:\/tag\/(?<tag>[^/?#]+))?\/?(?:[?#]|$)/,
    reference: ({ host, name, tag }) => `${host}/${name}${tagPart(tag)}`,
  },
];

/**
 * The reference that a page of a registry's web site shows, as people copy its address: Docker Hub, GitHub, GitLab, Quay,
 * the ECR gallery, Microsoft's catalogue, zot and two explorers. Undefined for any other address.
 */
export function referenceOfWebPage(address: string): string | undefined {
  for (const site of sites) {
    const parts = site.address.exec(address)?.groups;
    if (parts !== undefined) return decoded(site.reference(parts)).replace(/\/+$/, '');
  }
  return undefined;
}

function tagPart(tag: string | undefined): string {
  return tag === undefined ? '' : `:${tag}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
