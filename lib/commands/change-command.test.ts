import { expect, test } from 'vitest';
import type { Change } from './change-command.ts';
import { changeCommand } from './change-command.ts';

const here = '127.0.0.1:5000/acme/app:1.0';
const hub = 'ghcr.io/acme/app:1.0';

test.each<[Change, string]>([
  [{ action: 'delete', ref: hub, scope: 'tag' }, 'regctl tag delete ghcr.io/acme/app:1.0'],
  [
    { action: 'delete', ref: here, scope: 'tag' },
    'regctl --host reg=127.0.0.1:5000,tls=disabled tag delete 127.0.0.1:5000/acme/app:1.0',
  ],
  [
    { action: 'delete', ref: here, scope: 'manifest' },
    'oras manifest delete --plain-http --force 127.0.0.1:5000/acme/app:1.0',
  ],
  [
    { action: 'copy', from: hub, to: '127.0.0.1:5000/mirror/app' },
    'oras cp -r --to-plain-http ghcr.io/acme/app:1.0 127.0.0.1:5000/mirror/app:1.0',
  ],
  [
    { action: 'copy', from: here, to: 'ghcr.io/mirror/app:2.0', referrers: 'none' },
    'oras cp --from-plain-http 127.0.0.1:5000/acme/app:1.0 ghcr.io/mirror/app:2.0',
  ],
  [
    { action: 'copy', from: 'oci:/srv/layouts/app:1.0', to: 'ghcr.io/acme/app' },
    'oras cp -r --from-oci-layout /srv/layouts/app:1.0 ghcr.io/acme/app:1.0',
  ],
  [
    {
      action: 'attach',
      mode: 'attach-files',
      subject: here,
      artifactType: 'application/spdx+json',
      annotations: { by: "O'Hara & sons" },
      files: [{ name: 'my sbom.json', mediaType: 'application/json' }],
    },
    "oras attach --plain-http --artifact-type application/spdx+json --annotation 'by=O'\\''Hara & sons' 127.0.0.1:5000/acme/app:1.0 'my sbom.json:application/json'",
  ],
  [
    {
      action: 'attach',
      mode: 'push',
      to: 'ghcr.io/acme/notes:1',
      files: [{ name: 'a.txt', mediaType: 'text/plain' }],
    },
    'oras push ghcr.io/acme/notes:1 a.txt:text/plain',
  ],
  [{ action: 'tag', ref: hub, tags: ['2.0', 'latest'] }, 'oras tag ghcr.io/acme/app:1.0 2.0 latest'],
  [
    { action: 'import', source: 'layout', layout: 'oci:/srv/layouts/app', to: 'ghcr.io/acme/app' },
    'oras restore --input /srv/layouts/app ghcr.io/acme/app',
  ],
  [
    { action: 'import', source: 'upload', to: 'ghcr.io/acme/app' },
    'oras restore --input FILE ghcr.io/acme/app',
  ],
])('%j', (change, command) => {
  expect(changeCommand(change)).toBe(command);
});

test.each<[string, Change]>([
  ['deletes a graph', { action: 'delete', ref: hub, scope: 'graph' }],
  ['moves one', { action: 'move', from: hub, to: 'ghcr.io/mirror/app' }],
  ['copies some kinds', { action: 'copy', from: hub, to: 'ghcr.io/mirror/app', referrers: ['a/b'] }],
  ['copies some platforms', { action: 'copy', from: hub, to: 'ghcr.io/m/app', platforms: ['a/b'] }],
  ['gives a subject later', { action: 'attach', mode: 'set-subject' }],
  ['mends a list', { action: 'repair', ref: hub }],
  ['reads what is no reference', { action: 'tag', ref: 'ghcr.io/Acme', tags: ['a'] }],
])('no other tool %s', (_, change) => {
  expect(changeCommand(change)).toBeUndefined();
});
