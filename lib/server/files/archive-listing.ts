import type { FileIndex } from '#lib/formats/files/file-index';
import type { TocContent } from '#lib/formats/files/toc';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { Compression } from './expand-blob.ts';

/** An archive in a repository; what its manifest says of it is known where the manifest was read. */
export type ArchivePlace = Repository & {
  readonly digest: Digest;
  readonly descriptor?: Descriptor;
};

/** How a list of files was come by: the archive was read through, it is no archive but one file, or an
 * index in it was read alone. */
type ListingSource = 'archive' | 'blob' | 'estargz' | 'zstd-chunked';

/** The files of one archive, and what is to be said of them. */
export type ArchiveListing = {
  readonly files: FileIndex;
  readonly source: ListingSource;
  readonly compression: Compression;
  /** What the list was compared with: the digest of the blob, that of the index in it, or nothing. */
  readonly verified: 'digest' | 'toc-digest' | 'none';
  /** Bytes that were fetched for it. */
  readonly bytesRead: number;
  readonly isComplete: boolean;
  readonly problems: readonly string[];
  /** Where the content of entries begins whose holes were left out: it cannot be read alone. */
  readonly sparse: ReadonlySet<number>;
  /** SHA-256 of contents in hexadecimal digits, by where they begin; of an archive that was read for them. */
  readonly hashes?: ReadonlyMap<number, string>;
  /** Where the content of files is in the blob, when an index says that. */
  readonly contents?: {
    /** By the place of a file. */
    readonly pieces: readonly TocContent[];
    readonly offsets: readonly number[];
    /** The first byte of the blob that is no content. */
    readonly limit: number;
  };
};

/** The SHA-256 of the content at a place of a list, in hexadecimal digits; undefined where nothing says it. */
export function contentHash({ files, hashes, contents }: ArchiveListing, at: number): string | undefined {
  const place = files.places[at] ?? -1;
  return hashes?.get(place) ?? contents?.pieces[place]?.digest?.slice('sha256:'.length);
}
