import { expect, test } from 'vitest';
import { importRequest } from './import-form-state.ts';

const to = 'localhost:5000/imported/app';
const layout = 'oci:/srv/layouts/app';

test('an archive is imported once it arrived and the repository is named', () => {
  const form = { source: 'upload', layout: '', to } as const;
  expect(importRequest(form, undefined)).toBeUndefined();
  expect(importRequest({ ...form, to: '' }, 'u1')).toBeUndefined();
  expect(importRequest(form, 'u1')).toEqual({ action: 'import', source: 'upload', to, upload: 'u1' });
});

test('a layout is named by oci: and its path, whatever was uploaded before', () => {
  const form = { source: 'layout', layout: ` ${layout} `, to } as const;
  expect(importRequest(form, 'u1')).toEqual({ action: 'import', source: 'layout', to, layout });
  expect(importRequest({ ...form, layout: '/srv/layouts/app' }, 'u1')).toBeUndefined();
  expect(importRequest({ ...form, layout: 'oci:/' }, 'u1')).toBeUndefined();
});
