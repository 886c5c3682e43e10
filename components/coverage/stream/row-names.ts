import type { AuditRow } from '#lib/audit/audit';
import { formatShortDigest } from '#lib/oci/digest';
import { primaryFirst } from '#lib/text/primary-tag';
import { repositoryOf } from './merge-rows.ts';

/** What a row is called. */
type RowNames = {
  /** The tag that tells most exactly what it is, else its digest, else its reference. */
  readonly name: string;
  /** Its other tags. */
  readonly others: readonly string[];
  /** `host/name:tag` with that first tag. */
  readonly reference: string;
};

/** The names of a row as the list of tags has them: the version before `latest`. */
export function rowNames({
  tags,
  reference,
  digest,
}: Pick<AuditRow, 'tags' | 'reference' | 'digest'>): RowNames {
  const [first, ...others] = primaryFirst(tags);
  if (first === undefined)
    return { name: digest === undefined ? reference : formatShortDigest(digest), others: [], reference };
  return { name: first, others, reference: `${repositoryOf(reference)}:${first}` };
}
