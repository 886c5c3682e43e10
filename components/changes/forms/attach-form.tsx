'use client';
import { useState } from 'react';
import { FilePicker } from '#components/changes/files/file-picker';
import { isDifferent } from '#components/changes/files/file-row';
import type { FileUpload } from '#components/changes/files/use-uploads.ts';
import { useUploads } from '#components/changes/files/use-uploads.ts';
import type { Reading } from '#components/changes/request/read-name.ts';
import { noteOf, readTarget } from '#components/changes/request/read-name.ts';
import { Choices, SelectField, TextField } from '#components/ui/fields';
import type { PlanRequest } from '#lib/api/contract/plan-contract';
import { adoptionRequest } from './adoption.ts';
import { AdoptionFields } from './adoption-fields.tsx';
import type { AnnotationRow } from './annotation-rows.tsx';
import { AnnotationRows, annotationsOf } from './annotation-rows.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { FormProps } from './form-props.ts';
import { subjectOptions } from './subject-options.ts';

type Way = 'attach' | 'push' | 'adopt';

/** Attaches files to an artifact, pushes them without a subject, or gives an artifact that is there a subject. */
export function AttachForm({ target, onClose, onPlanned }: FormProps) {
  const options = subjectOptions(target);
  const repository = `${target.reference.registry}/${target.reference.repository}`;
  const [way, setWay] = useState<Way>('attach');
  const [subject, setSubject] = useState(options[0]?.reference ?? '');
  const [to, setTo] = useState(repository);
  const [adoption, setAdoption] = useState({ artifact: '', subject, size: '', isIndex: false });
  const [type, setType] = useState<string>();
  const [suggested, setSuggested] = useState<string>();
  const [rows, setRows] = useState<readonly AnnotationRow[]>([]);
  const uploads = useUploads(({ artifactType }) => setSuggested(artifactType));
  const reading = readTarget(to);
  const artifactType = type ?? suggested ?? '';
  const made = { subject, reading, artifactType, rows, files: uploads.files };
  const request = way === 'adopt' ? adoptionRequest(adoption) : requestOf({ way, ...made });
  return (
    <FormDialog
      title="Attach"
      description="A signature, an SBOM, a report, any file: as an artifact that refers to its subject."
      request={request}
      onClose={onClose}
      onPlanned={onPlanned}
    >
      <Choices<Way>
        name="What to do"
        isRow
        value={way}
        onChange={setWay}
        choices={[
          { value: 'attach', title: 'Attach files', text: 'To this artifact.' },
          { value: 'push', title: 'No subject yet', text: 'Push an artifact now.' },
          { value: 'adopt', title: 'Give a subject', text: 'To an artifact that is there.' },
        ]}
      />
      {way === 'attach' ? (
        <SelectField
          name="Subject"
          options={options.map(({ reference, text }) => ({ value: reference, text }))}
          value={subject}
          onChange={setSubject}
          note={subject}
        />
      ) : null}
      {way === 'push' ? (
        <TextField
          name="Where it goes"
          value={to}
          onChange={setTo}
          note={noteOf(reading, 'host/name, or host/name:tag so that it is found again.')}
        />
      ) : null}
      {way === 'adopt' ? (
        <AdoptionFields repository={repository} value={adoption} onChange={setAdoption} />
      ) : (
        <>
          <FilePicker uploads={uploads} title="Files" />
          <TextField
            name="artifactType"
            value={artifactType}
            onChange={setType}
            note={
              type !== undefined && suggested !== undefined && type !== suggested
                ? `The content of the first file suggests ${suggested}.`
                : 'Suggested by the content of the first file; what readers look for.'
            }
            input={{ placeholder: 'application/spdx+json', required: true }}
          />
          <AnnotationRows rows={rows} onChange={setRows} />
        </>
      )}
    </FormDialog>
  );
}

type Answers = {
  readonly way: Exclude<Way, 'adopt'>;
  readonly subject: string;
  readonly reading: Reading;
  readonly artifactType: string;
  readonly rows: readonly AnnotationRow[];
  readonly files: readonly FileUpload[];
};

function requestOf({ way, subject, reading, ...made }: Answers): PlanRequest | undefined {
  const files = made.files.flatMap((file) =>
    file.state === 'ready' && !isDifferent(file)
      ? [
          {
            upload: file.upload.id,
            name: file.file.name,
            mediaType: file.suggestion?.mediaType ?? 'application/octet-stream',
          },
        ]
      : [],
  );
  if (files.length === 0 || files.length < made.files.length || made.artifactType.trim() === '')
    return undefined;
  const place = way === 'attach' ? { subject } : reading.state === 'good' ? { to: reading.text } : undefined;
  if (place === undefined) return undefined;
  const annotations = annotationsOf(made.rows);
  return {
    action: 'attach',
    ...place,
    artifactType: made.artifactType.trim(),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    files,
  };
}
