import { meaningOfDescriptor } from '#lib/formats/declared/meaning';
import { needsContent } from '#lib/graph/proof-of-none';
import { isManifestMediaType } from '#lib/oci/media-type';
import { priorities } from './call-scheduler.ts';
import { readDocuments } from './read-documents.ts';
import type { DocumentQueue, WalkContext } from './walk-context.ts';

/**
 * Takes its turn after everything that shows the graph's shape. Of each kind the first are read first: they are those on
 * top of their stack, and a thousand reports must not keep the one signature waiting.
 */
export function createDocumentQueue(context: () => WalkContext): DocumentQueue {
  const offered = new Set<string>();
  const places = new Map<string, number>();
  const reading: Promise<void>[] = [];
  let waiting: (() => void)[] | undefined = [];
  return {
    offer: (descriptor, group, tags = []) => {
      const { scope, budget, emit } = context();
      const { documentsMax } = scope.limits;
      const { digest, mediaType, artifactType } = descriptor;
      if (offered.has(digest) || !isManifestMediaType(mediaType) || budget.isEnding()) return;
      if (offered.size >= documentsMax) {
        // A walk without documents does not ask what they say.
        if (documentsMax > 0 && needsContent(meaningOfDescriptor(descriptor)))
          emit.limit(digest, `Of the attachments of unknown types only the first ${documentsMax} were read.`);
        return;
      }
      offered.add(digest);
      const alike = `${group} ${artifactType ?? mediaType}`;
      const place = (places.get(alike) ?? 0) + 1;
      places.set(alike, place);
      const priority = priorities.document - place / (documentsMax + 1);
      const read = () => void reading.push(readDocuments(context(), descriptor, tags, priority));
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
