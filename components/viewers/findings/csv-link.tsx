import { buttonClass } from '#components/ui/button';
import type { RowView } from '#components/viewers/rows/row-view.ts';
import { partQuestion } from '#components/viewers/rows/use-part-rows.ts';
import type { DocumentEntry } from '#lib/api/contract/document-contract';
import { apiPath } from '#lib/api/routes/api-path';

type CsvLinkProps = {
  readonly reference: string;
  readonly entry: DocumentEntry;
  readonly view: RowView;
};

/** The findings that fit, as a table for a spreadsheet. What VEX says is not in it: the report does not know that. */
export function CsvLink({ reference, entry, view }: CsvLinkProps) {
  const question = partQuestion({ reference, entry, part: 'findings' }, { ...view, sort: undefined });
  return (
    <a
      href={apiPath('/api/document/rows', { ...question, format: 'csv' })}
      download
      title="The matching findings for a spreadsheet, without VEX"
      className={buttonClass('chip')}
    >
      CSV
    </a>
  );
}
