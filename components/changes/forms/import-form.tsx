'use client';
import Link from 'next/link';
import { useState } from 'react';
import { FilePicker } from '#components/changes/files/file-picker';
import { useUploads } from '#components/changes/files/use-uploads.ts';
import { noteOf, readRepository } from '#components/changes/request/read-name.ts';
import { useRegistryNames } from '#components/changes/request/use-registry-names.ts';
import { Choices, TextField } from '#components/ui/fields';
import { textPath } from '#lib/oci/location';
import { FormDialog } from './form-dialog.tsx';
import type { FormProps } from './form-props.ts';

type Source = 'upload' | 'layout';

/** Brings an archive, or a layout on the machine of the server, into a repository; or only shows what is in it. */
export function ImportForm({ onClose, onPlanned }: FormProps) {
  const [source, setSource] = useState<Source>('upload');
  const [layout, setLayout] = useState('');
  const [to, setTo] = useState('');
  const uploads = useUploads(() => undefined);
  const suggestions = useRegistryNames('imported/app');
  const place = readRepository(to);
  const [file] = uploads.files;
  const upload = file?.state === 'ready' ? file.upload : undefined;
  const isLayout = layout.trim().startsWith('oci:') && layout.trim().length > 5;
  const content =
    source === 'layout'
      ? isLayout
        ? { layout: layout.trim() }
        : undefined
      : upload === undefined
        ? undefined
        : { upload: upload.id };
  return (
    <FormDialog
      title="Import an archive"
      description="An OCI image layout, as a tar or a directory: look into it, or bring it into a repository."
      request={
        place.state === 'good' && content !== undefined
          ? { action: 'import', to: place.text, ...content }
          : undefined
      }
      onClose={onClose}
      onPlanned={onPlanned}
    >
      <Choices<Source>
        name="Where it is"
        isRow
        value={source}
        onChange={setSource}
        choices={[
          { value: 'upload', title: 'A file of mine', text: 'An archive, sent to this Orrery.' },
          { value: 'layout', title: 'A layout there', text: 'On the machine that Orrery runs on.' },
        ]}
      />
      {source === 'upload' ? (
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
          value={layout}
          onChange={setLayout}
          note={
            layout === '' || isLayout
              ? 'A path on that machine, as oci:/path/to/layout.'
              : 'Begin with oci: and the path of the layout.'
          }
          input={{ placeholder: 'oci:/srv/layouts/app', required: true }}
        />
      )}
      <TextField
        name="Into the repository"
        value={to}
        onChange={setTo}
        suggestions={suggestions}
        note={noteOf(place, 'host/name; the tags in the archive are kept.')}
        input={{ placeholder: 'localhost:5000/imported/app', required: true }}
      />
    </FormDialog>
  );
}

type ReferencesProps = { readonly references: readonly string[]; readonly onOpen: () => void };

function References({ references, onOpen }: ReferencesProps) {
  if (references.length === 0) {
    return (
      <p role="status" className="text-warn">
        There is no name in this archive, or it is no image layout: what is in it cannot be listed.
      </p>
    );
  }
  return (
    <section aria-label="What is in it">
      <p className="mb-1.5 text-sm text-muted">What is in it; each opens without being imported:</p>
      <ul className="max-h-40 overflow-auto rounded-md border border-line">
        {references.map((reference) => (
          <li key={reference} className="border-b border-line last:border-b-0">
            <Link
              href={textPath(reference)}
              prefetch={false}
              onClick={onOpen}
              className="block truncate px-3 py-1.5 font-mono text-sm -outline-offset-2 hover:bg-sunken"
            >
              {reference}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
