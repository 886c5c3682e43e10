/** Every number that bounds what lib/oci reads. */
export const ociLimits = {
  /** Of host and repository together, with the slash between them, as clients agree (distribution-spec, Pulling Manifests). */
  nameMaxCharacters: 255,
  /** A sha512 in hexadecimal has 135; more is no digest that anybody makes. */
  digestMaxCharacters: 512,
  /** The longest path of Linux, PATH_MAX. */
  pathMaxCharacters: 4_096,
  /** A reference of host, name, tag and sha512 has at most some 600; of a longer text the beginning tells what is wrong. */
  correctedMaxCharacters: 1_000,
  /** A hostile document must not exhaust the stack of whoever walks it later. */
  jsonMaxDepth: 64,
  /** Descriptors are looked for this deep in fields that no specification knows. */
  unknownFieldMaxDepth: 6,
  /** A statement may name thousands of digests; so many are kept to be shown. */
  bindingMaxNames: 16,
} as const;
