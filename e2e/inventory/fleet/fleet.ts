import type { CellState, EvidenceName } from '#lib/audit/audit';
import type { PackageName } from '#lib/inventory/store/document-record';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';

/** What was planted in a registry. Whoever changes the registry changes this with it. */
export type Fleet = {
  readonly host: string;
  readonly repositories: Map<string, FleetRepository>;
};

export type FleetRepository = {
  readonly name: string;
  readonly tags: Map<string, Digest>;
  readonly images: Map<Digest, FleetImage>;
  readonly attachments: Map<Digest, Attachment>;
};

export type FleetImage = {
  readonly descriptor: Descriptor;
  /** The value of its annotation `com.acme.line`. */
  readonly line: string;
  /** The images of an index; empty for a single image. */
  readonly platforms: readonly Descriptor[];
};

/** What one document says that was attached. */
export type Said = {
  readonly packages?: readonly PackageName[];
  readonly licences?: readonly string[];
  readonly vulnerabilities?: readonly string[];
  /** How many of them are critical. */
  readonly critical?: number;
  readonly builder?: string;
  readonly source?: string;
  /** The common name of the certificate. */
  readonly signer?: string;
};

export type Attachment = {
  readonly digest: Digest;
  readonly subject: Digest;
  readonly evidence: EvidenceName;
  /** What a check of it alone comes to. */
  readonly state: CellState;
  readonly said: Said;
  /** The tag that holds it, where it refers to nothing. */
  readonly tag?: string;
  readonly artifactType?: string;
};

/** The repository of this name, which is made with that. */
export function repositoryOf(fleet: Fleet, name: string): FleetRepository {
  const known = fleet.repositories.get(name);
  if (known !== undefined) return known;
  const made = { name, tags: new Map(), images: new Map(), attachments: new Map() };
  fleet.repositories.set(name, made);
  return made;
}

/** The digests of an image that tags lead to by it: its own and those of its platforms. */
export function reachedBy({ descriptor, platforms }: FleetImage): readonly Digest[] {
  return [descriptor, ...platforms].map(({ digest }) => digest);
}

/** What an image and each of its platforms say themselves. */
export function linesOf({ descriptor, line, platforms }: FleetImage): ReadonlyMap<Digest, string> {
  const parts = platforms.map(
    ({ digest, platform }) => [digest, platformLine(line, platform?.architecture)] as const,
  );
  return new Map([[descriptor.digest, line], ...parts]);
}

export function platformLine(line: string, architecture = ''): string {
  return `${line} on ${architecture}`;
}

/** What hangs on an image and on its platforms. */
export function attachedTo(repository: FleetRepository, image: FleetImage): readonly Attachment[] {
  const reached = new Set(reachedBy(image));
  return [...repository.attachments.values()].filter(({ subject }) => reached.has(subject));
}

/** The images that a tag points to, each once. */
export function taggedImages(repository: FleetRepository): readonly FleetImage[] {
  return [...new Set(repository.tags.values())].flatMap((digest) => repository.images.get(digest) ?? []);
}
