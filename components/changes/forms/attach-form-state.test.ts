import { expect, test } from 'vitest';
import { reduceUploads } from '#components/changes/files/uploads.ts';
import { digestOf } from '#e2e/fakes/graph-example';
import type { AttachFormState } from './attach-form-state.ts';
import { attachRequest, chosenArtifactType, firstAttachForm } from './attach-form-state.ts';

const subject = 'localhost:5000/app:1.0';
const first = firstAttachForm(subject, 'localhost:5000/app');
const upload = { id: 'u1', name: 'app.spdx.json', digest: digestOf(1), size: 2, references: [] };
const sending = reduceUploads([], { type: 'add', key: 0, file: new File(['{}'], 'app.spdx.json') });
const ready = reduceUploads(sending, { type: 'ready', key: 0, upload });
const typed: AttachFormState = { ...first, artifactType: 'application/spdx+json' };

test('the suggested artifactType holds until another is written', () => {
  expect(chosenArtifactType({ ...first, suggestedType: 'application/spdx+json' })).toBe(
    'application/spdx+json',
  );
  expect(chosenArtifactType({ ...first, suggestedType: 'application/spdx+json', artifactType: '' })).toBe('');
});

test('files are attached to the subject once they arrived and have a type', () => {
  expect(attachRequest(first, ready)).toBeUndefined();
  expect(attachRequest(typed, sending)).toBeUndefined();
  expect(attachRequest(typed, ready)).toEqual({
    action: 'attach',
    mode: 'attach-files',
    subject,
    artifactType: 'application/spdx+json',
    files: [{ upload: 'u1', name: 'app.spdx.json', mediaType: 'application/octet-stream' }],
  });
});

test('files without a subject go where the form says, and nowhere else', () => {
  const push: AttachFormState = { ...typed, mode: 'push', to: 'localhost:5000/app:sbom' };
  expect(attachRequest(push, ready)).toMatchObject({ to: 'localhost:5000/app:sbom' });
  expect(attachRequest(push, ready)).not.toHaveProperty('subject');
  expect(attachRequest({ ...push, to: 'localhost:5000/APP' }, ready)).toBeUndefined();
});

test('only annotations with a key are sent', () => {
  const annotations = [
    { id: 1, key: ' org.example.a ', value: 'x' },
    { id: 2, key: '', value: 'y' },
  ];
  expect(attachRequest({ ...typed, annotations }, ready)).toMatchObject({
    annotations: { 'org.example.a': 'x' },
  });
});

const change = { ...first.subjectChange, artifact: 'localhost:5000/app:sbom' };
const requestOf = (subjectChange: AttachFormState['subjectChange']) =>
  attachRequest({ ...first, mode: 'set-subject', subjectChange }, []);

test('an existing artifact and its subject are enough when the subject exists', () => {
  expect(requestOf(change)).toEqual({
    action: 'attach',
    mode: 'set-subject',
    artifact: 'localhost:5000/app:sbom',
    subject,
  });
});

test('a subject that does not exist yet is described by size and type', () => {
  expect(requestOf({ ...change, size: ' 856 ', isIndex: true })).toMatchObject({
    subjectSize: 856,
    subjectMediaType: 'application/vnd.oci.image.index.v1+json',
  });
});

test.each([{ artifact: '' }, { subject: 'Not A Name' }, { size: '0' }, { size: '1 KiB' }, { size: '-5' }])(
  'nothing is asked for while something is wrong: %j',
  (wrong) => {
    expect(requestOf({ ...change, ...wrong })).toBeUndefined();
  },
);
