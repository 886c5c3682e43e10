import { readRepository } from '#components/changes/request/read-field.ts';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';

/** What was chosen in the form: an uploaded archive or a layout on the machine of the server, and where it goes. */
export type ImportFormState = {
  readonly source: 'upload' | 'layout';
  readonly layout: string;
  readonly to: string;
};

/** Whether a text names a layout: `oci:` and a path. */
export function isLayoutPath(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith('oci:') && trimmed.length > 5;
}

/** The request for a form; undefined until there is something to import (`upload` is the id of an archive that arrived) and a repository for it. */
export function importRequest(
  { source, layout, to }: ImportFormState,
  upload: string | undefined,
): PlanRequestDocument | undefined {
  const repository = readRepository(to);
  if (repository.state !== 'good') return undefined;
  if (source === 'upload') {
    return upload === undefined ? undefined : { action: 'import', source, to: repository.text, upload };
  }
  return isLayoutPath(layout)
    ? { action: 'import', source, to: repository.text, layout: layout.trim() }
    : undefined;
}
