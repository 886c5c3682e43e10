'use client';

import { useState } from 'react';
import { FilePicker } from '#components/changes/files/file-picker';
import { useUploads } from '#components/changes/files/use-uploads.ts';
import { RepositoryField } from '#components/changes/request/copy-fields';
import { readRepository } from '#components/changes/request/read-field.ts';
import { Choices, TextField } from '#components/ui/fields';
import { PageLink } from '#components/ui/page-link';
import { textPath } from '#lib/oci/location';
import type { FormProps } from './form-dialog.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { ImportFormState } from './import-form-state.ts';
import { importRequest, isLayoutPath } from './import-form-state.ts';

/** Opens an archive, or a layout on the machine of the server, or imports it into a repository. */
export function ImportForm({ onClose, onPlanned }: FormProps) {
  const [form, setForm] = useState<ImportFormState>({ source: 'upload', layout: '', to: '' });
  const set = (change: Partial<ImportFormState>) => setForm({ ...form, ...change });
  const uploads = useUploads(() => undefined);
  const [file] = uploads.files;
  const upload = file?.state === 'ready' ? file.upload : undefined;
  return (
    <FormDialog
      title="Import an archive"
      description="Open an OCI image layout (tar or directory), or import it into a repository."
      request={importRequest(form, upload?.id)}
      ends={{ onClose, onPlanned }}
    >
      <Choices<ImportFormState['source']>
        name="Source"
        isRow
        value={form.source}
        onChange={(source) => set({ source })}
        choices={[
          { value: 'upload', title: 'Upload', text: 'An archive on your computer.' },
          { value: 'layout', title: 'Path', text: 'A layout on the machine that runs Orrery.' },
        ]}
      />
      {form.source === 'upload' ? (
        <>
          <FilePicker
            uploads={uploads}
            title="Archive"
            accept=".tar,.tgz,.gz,.zst,application/x-tar"
            isSingle
          />
          {upload === undefined ? null : <References references={upload.references} onOpen={onClose} />}
        </>
      ) : (
        <TextField
          name="Layout"
          value={form.layout}
          onChange={(layout) => set({ layout })}
          note={
            form.layout === '' || isLayoutPath(form.layout)
              ? 'A path on that machine: oci:/path/to/layout.'
              : 'Start with oci: and add the path of the layout.'
          }
          input={{ placeholder: 'oci:/srv/layouts/app', required: true }}
        />
      )}
      <RepositoryField
        value={form.to}
        onChange={(to) => set({ to })}
        reading={readRepository(form.to)}
        note="host/name. The archive brings its own tags."
        suggested="imported/app"
      />
    </FormDialog>
  );
}

type ReferencesProps = { readonly references: readonly string[]; readonly onOpen: () => void };

function References({ references, onOpen }: ReferencesProps) {
  if (references.length === 0) {
    return (
      <p role="status" className="text-warn">
        This archive has no tags, or it is not an image layout. Orrery cannot list its content.
      </p>
    );
  }
  return (
    <section aria-label="Content of the archive">
      <p className="mb-1.5 text-sm text-muted">Open one without importing it:</p>
      <ul className="max-h-40 overflow-auto rounded-md border border-line">
        {references.map((reference) => (
          <li key={reference} className="border-b border-line last:border-b-0">
            <PageLink
              href={textPath(reference)}
              onClick={onOpen}
              className="block truncate px-3 py-1.5 font-mono text-sm -outline-offset-2 hover:bg-sunken"
            >
              {reference}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
