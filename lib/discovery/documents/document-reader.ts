import { readDocument } from '#lib/discovery/documents/read-document';
import { priorities } from '#lib/discovery/gate';
import type { WalkContext } from '#lib/discovery/walk-context';
import { meaningOfDescriptor } from '#lib/formats/declared/meaning';
import { needsContent } from '#lib/graph/proof-of-none';
import type { Descriptor } from '#lib/oci/descriptor';
import { isManifestMediaType } from '#lib/oci/media-type';

/** Reads what artifacts carry, so that nodes say what they are and not what they are wrapped in. */
export type DocumentReader = {
  /** Puts an artifact in line; `group` is what it is attached to, `tags` are what it was found by. */
  readonly offer: (descriptor: Descriptor, group: string, tags?: readonly string[]) => void;
  /** Lets the line move; before this nothing is read. */
  readonly begin: () => void;
  /** When everything that was offered has been read, or given up. */
  readonly settled: () => Promise<void>;
};

/**
 * Takes its turn after everything that shows the graph's shape. Of each kind the first are read first: they are those on
 * top of their stack, and a thousand reports must not keep the one signature waiting.
 */
export function createDocumentReader(context: () => WalkContext): DocumentReader {
  const offered = new Set<string>();
  const places = new Map<string, number>();
  const reading: Promise<void>[] = [];
  let waiting: (() => void)[] | undefined = [];
  return {
    offer: (descriptor, group, tags = []) => {
      const { limits, isEnding } = context();
      const { digest, mediaType, artifactType } = descriptor;
      if (offered.has(digest) || !isManifestMediaType(mediaType) || isEnding()) return;
      if (offered.size >= limits.documentsMax) {
        // Without a single document nobody has asked what they say.
        if (limits.documentsMax > 0 && needsContent(meaningOfDescriptor(descriptor)))
          context().sayLimit(
            digest,
            `Of the attachments of unknown types only the first ${limits.documentsMax} were read.`,
          );
        return;
      }
      offered.add(digest);
      const alike = `${group} ${artifactType ?? mediaType}`;
      const place = (places.get(alike) ?? 0) + 1;
      places.set(alike, place);
      const priority = priorities.document - place / (limits.documentsMax + 1);
      const read = () => void reading.push(readDocument(context(), descriptor, tags, priority));
      if (waiting === undefined) read();
      else waiting.push(read);
    },
    begin: () => {
      const reads = waiting ?? [];
      waiting = undefined;
      for (const read of reads) read();
    },
    settled: async () => {
      for (let read = 0; read < reading.length; ) {
        const begun = reading.slice(read);
        read = reading.length;
        await Promise.all(begun);
      }
    },
  };
}
