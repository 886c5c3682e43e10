import type { Digest } from '#lib/oci/digest';

/** An SBOM that may be compared. */
export type SbomChoice = {
  readonly digest: Digest;
  readonly about: Digest;
  readonly format?: string;
  readonly tool?: string;
  /** RFC 3339. */
  readonly created?: string;
  readonly packages: number;
};

type Side = { readonly image: Digest; readonly sboms: readonly SbomChoice[] };

/**
 * The SBOM of each side that are compared: of the same tool and form where both sides have such, because tools find
 * different things; then what is about the image itself before what is about the whole index, then the newest. Undefined
 * where a side has none.
 */
export function chooseSboms<Choice extends SbomChoice>(
  left: Side & { readonly sboms: readonly Choice[] },
  right: Side & { readonly sboms: readonly Choice[] },
): readonly [left: Choice | undefined, right: Choice | undefined] {
  const [lefts, rights] = [sorted(left), sorted(right)];
  for (const alike of [isOfOneTool, isOfOneForm]) {
    for (const one of lefts) {
      const other = rights.find((candidate) => alike(one, candidate));
      if (other !== undefined) return [one, other];
    }
  }
  return [lefts[0], rights[0]];
}

function sorted<Choice extends SbomChoice>({
  image,
  sboms,
}: {
  readonly image: Digest;
  readonly sboms: readonly Choice[];
}): readonly Choice[] {
  const isOwn = ({ about }: Choice) => Number(about === image);
  // One that lists nothing tells nothing.
  const isFull = ({ packages }: Choice) => Number(packages > 0);
  const time = ({ created }: Choice) => Date.parse(created ?? '') || 0;
  return sboms.toSorted(
    (one, other) => isFull(other) - isFull(one) || isOwn(other) - isOwn(one) || time(other) - time(one),
  );
}

function isOfOneTool(one: SbomChoice, other: SbomChoice): boolean {
  return isOfOneForm(one, other) && one.tool !== undefined && one.tool === other.tool;
}

function isOfOneForm(one: SbomChoice, other: SbomChoice): boolean {
  return one.format === other.format;
}
