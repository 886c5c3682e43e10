import { expect, test } from 'vitest';
import { adoptionRequest } from './adoption.ts';

const written = {
  artifact: 'localhost:5000/app:sbom',
  subject: 'localhost:5000/app:1.0',
  size: '',
  isIndex: false,
};

test('an artifact and its subject are enough when the subject is there', () => {
  expect(adoptionRequest(written)).toEqual({
    action: 'attach',
    artifact: 'localhost:5000/app:sbom',
    subject: 'localhost:5000/app:1.0',
  });
});

test('a subject that is not there yet is described by size and type', () => {
  expect(adoptionRequest({ ...written, size: ' 856 ', isIndex: true })).toMatchObject({
    subjectSize: 856,
    subjectMediaType: 'application/vnd.oci.image.index.v1+json',
  });
});

test.each([{ artifact: '' }, { subject: 'Not A Name' }, { size: '0' }, { size: '1 KiB' }, { size: '-5' }])(
  'nothing is asked while something is wrong: %j',
  (change) => {
    expect(adoptionRequest({ ...written, ...change })).toBeUndefined();
  },
);
