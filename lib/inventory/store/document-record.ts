import type { Severity } from '#lib/formats/documents/rows';
import type { Kind } from '#lib/oci/kind';

/** A package as an SBOM lists it. */
export type PackageName = {
  /** The type of its purl in lower case, as `npm`; empty where the document names none. */
  readonly type: string;
  /** With its namespace: `@acme/web`, `org.apache.logging.log4j/log4j-core`. */
  readonly name: string;
  /** Empty where the document names none. */
  readonly version: string;
};

/** What one document says, as far as it is searched. A list that is absent was not told; an empty one holds nothing. */
export type DocumentRecord = {
  readonly kind: Kind;
  /** `spdx-json`, `slsa-provenance-v1`. */
  readonly format: string;
  readonly title: string;
  readonly packages?: readonly PackageName[];
  /** Those that are open, by each of their names. */
  readonly vulnerabilities?: readonly { readonly id: string; readonly severity: Severity }[];
  /** Expressions: `MIT`, `Apache-2.0 OR MIT`. */
  readonly licences?: readonly string[];
  readonly signer?: { readonly issuer: string; readonly subject: string };
  /** Who built it, of a provenance. */
  readonly builder?: string;
  /** From which repository of sources it was built, of a provenance. */
  readonly source?: string;
  /** Why not all of it was read; absent where all was. A search that finds nothing then says so. */
  readonly unread?: string;
};
