import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { fileTypes } from '#lib/formats/files/file-index';

const text = z.exactOptional(z.string());
const number = z.exactOptional(z.number());
const compression = z.enum(['none', 'gzip', 'zstd', 'bzip2', 'xz', 'lz4', 'zip', 'empty']);

/** One archive that the list was made from. */
const archiveSchema = z.object({
  digest: digestSchema,
  mediaType: text,
  /** Bytes of the blob, where they are known. */
  size: number,
  compression: z.exactOptional(compression),
  /** How the list was come by: the archive was read through, it is one file and no archive, or it carries an index. */
  source: z.exactOptional(z.enum(['archive', 'blob', 'estargz', 'zstd-chunked'])),
  /** What the list was compared with. */
  verified: z.exactOptional(z.enum(['digest', 'toc-digest', 'none'])),
  /** Bytes that were fetched for the list. */
  bytesRead: number,
  entries: number,
  /** Why it could not be read. */
  problem: text,
});

/** `GET /api/files`: a page of the files of an archive, or of all layers of an image. */
export const filesSchema = z.object({
  about: digestSchema,
  reference: z.string(),
  /** `platform`: the layers of an image, one over the other. */
  of: z.enum(['archive', 'platform']),
  archives: z.array(archiveSchema),
  /** Entries that fit the question. */
  total: z.number(),
  /** Entries there are. */
  all: z.number(),
  /** False where not all could be listed; `problems` say why. */
  isComplete: z.boolean(),
  problems: z.array(z.string()),
  entries: z.array(
    z.object({
      path: z.string(),
      size: z.number(),
      mode: number,
      type: z.enum(fileTypes),
      link: text,
      /** Of a folder in a list of one level: the files in it, and `size` is their sum. */
      files: number,
      /** It removes this path, or the content of its folder, from the layers below. */
      whiteout: z.exactOptional(z.enum(['path', 'content'])),
      /** Of a platform: the layer that it comes from … */
      layer: z.exactOptional(digestSchema),
      /** … the layer whose file it took the place of … */
      replaces: z.exactOptional(digestSchema),
      /** … and the layer that removed it. */
      removedBy: z.exactOptional(digestSchema),
    }),
  ),
  next: text,
});

export type Files = z.infer<typeof filesSchema>;
export type FileEntry = Files['entries'][number];
