import type { PartName } from '#lib/formats/documents/rows';
import type { Row } from '#lib/formats/rows/row-fields';
import type { RowIndex } from '#lib/formats/rows/row-index';
import { createRowIndex } from '#lib/formats/rows/row-index';
import { OciError } from '#lib/oci/oci-error';
import { limits } from '#lib/server/platform/limits';

/** The index of a part that is filled a slice at a time, so that others get their turn in between. */
export type GrowingRows = {
  readonly index: RowIndex;
  readonly isComplete: () => boolean;
  /** Why the rows end early: a sentence. */
  readonly problem: () => string | undefined;
  /** Reads on until there are `enough` rows, or the time of one slice is over. */
  readonly advance: (enough: number) => void;
};

/** An index that nothing was read into yet. */
export function createGrowingRows(part: PartName, rows: Iterable<Row>): GrowingRows {
  const index = createRowIndex(part);
  const iterator = rows[Symbol.iterator]();
  let isComplete = false;
  let problem: string | undefined;
  const end = (why?: string) => {
    isComplete = true;
    problem = why;
    iterator.return?.();
  };
  const read = (): void => {
    const { done, value } = iterator.next();
    if (done === true) end();
    else if (index.size() >= limits.documentRowsMax || index.weight() >= limits.documentRowsMaxBytes)
      end(`Only the first ${index.size().toLocaleString('en')} were read: there are too many.`);
    else index.add(value);
  };
  return {
    index,
    isComplete: () => isComplete,
    problem: () => problem,
    advance: (enough) => {
      const until = performance.now() + limits.readingSliceMs;
      try {
        while (!isComplete && index.size() < enough) {
          read();
          if (index.size() % 64 === 0 && performance.now() > until) return;
        }
      } catch (error) {
        if (!(error instanceof OciError)) throw error;
        end(`Only the first ${index.size().toLocaleString('en')} could be read: ${error.message}`);
      }
    },
  };
}
