import { expect, test } from 'vitest';
import { digestOf } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import type { RegistryAnswer } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import { explainRefusal } from '#lib/transfer/explain-refusal';
import type { StepWork } from '#lib/transfer/plan';

const at = { registry: 'registry.example', repository: 'acme/app' };
const digest = digestOf('x');
const docker = { mediaType: mediaTypes.dockerManifest, digest, size: 1 };
const remove: StepWork = { verb: 'delete-manifest', at, digest, tags: [], referrers: [] };
const placeholder: StepWork = { verb: 'untag-by-placeholder', at, tag: '1', digest };
const untag: StepWork = { verb: 'untag', at, tag: '1', digest };
const tag: StepWork = { verb: 'tag', at, tag: '1', digest, was: null };
const copy: StepWork = { verb: 'copy-manifest', from: at, to: at, manifest: docker };
const blob: StepWork = { verb: 'copy-blob', from: at, to: at, blob: docker };

const table: readonly (readonly [string, StepWork, RegistryAnswer, string, RegExp])[] = [
  ['zot: listed by an index', remove, { status: 405, code: 'DENIED' }, 'referenced', /an index lists it/],
  ['zot: switched off', remove, { status: 405, code: 'UNSUPPORTED' }, 'delete-disabled', /switched off/],
  ['olareg: switched off', remove, { status: 405 }, 'delete-disabled', /--api-delete/],
  ['distribution: switched off', remove, { status: 400, code: 'UNSUPPORTED' }, 'delete-disabled', /_ENABLED/],
  ['distribution, placeholder', placeholder, { status: 405 }, 'delete-disabled', /switched off/],
  ['Harbor', remove, { status: 412, code: 'PRECONDITION' }, 'referenced', /Delete that index first/],
  [
    'Google: parent',
    remove,
    { status: 400, code: 'GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE' },
    'referenced',
    /index/,
  ],
  ['Google: tag', remove, { status: 400, code: 'GOOGLE_MANIFEST_DANGLING_TAG' }, 'tagged', /tags first/],
  [
    'ECR',
    remove,
    { status: 403, code: 'DENIED', detail: 'image is referenced by manifest list' },
    'referenced',
    /index/,
  ],
  [
    'ACR: locked',
    remove,
    { status: 405, code: 'UNSUPPORTED', detail: 'the image is locked' },
    'locked',
    /Unlock/,
  ],
  ['no rights', remove, { status: 403, code: 'DENIED' }, 'forbidden', /let you delete here/],
  ['not signed in', remove, { status: 401, code: 'UNAUTHORIZED' }, 'forbidden', /Sign in/],
  [
    'distribution 2.8: by tag',
    untag,
    { status: 400, code: 'DIGEST_INVALID' },
    'tag-delete-unsupported',
    /tags/,
  ],
  ['Harbor: by tag', untag, { status: 400, code: 'UNSUPPORTED' }, 'tag-delete-unsupported', /placeholder/],
  ['by tag: switched off', untag, { status: 405 }, 'tag-delete-unsupported', /placeholder/],
  [
    'blobs missing',
    copy,
    { status: 400, code: 'MANIFEST_BLOB_UNKNOWN', detail: 'blob unknown' },
    'content-missing',
    /“blob unknown”/,
  ],
  [
    'zot and Docker’s types',
    copy,
    { status: 415, code: 'MANIFEST_INVALID' },
    'type-refused',
    /Docker’s media types only/,
  ],
  [
    'GitLab’s list of types',
    copy,
    { status: 400, code: 'MANIFEST_INVALID', detail: 'unknown media type' },
    'type-refused',
    /Orrery converts nothing/,
  ],
  [
    'immutable tags',
    tag,
    { status: 400, detail: 'tag is immutable' },
    'tag-immutable',
    /does not allow tags/,
  ],
  ['immutable tags at ECR', tag, { status: 409 }, 'tag-immutable', /does not allow tags/],
  ['too large', blob, { status: 413 }, 'too-large', /too large for registry/],
  [
    'ECR makes no repositories',
    blob,
    { status: 404, code: 'NAME_UNKNOWN' },
    'repository-missing',
    /Create it/,
  ],
  ['no rights to write', blob, { status: 403 }, 'forbidden', /let you write here/],
];

test.each(table)('a refusal is explained: %s', (_, work, answer, code, sentence) => {
  const error = new RegistryError('bad-response', at.registry, 'HTTP.', { answer });
  const { code: explained, reason } = explainRefusal(error, work);
  expect([explained, reason]).toEqual([code, expect.stringMatching(sentence)]);
});

test('what no row knows keeps its own sentence', () => {
  const error = new RegistryError('unavailable', at.registry, 'It has a fault.', { answer: { status: 500 } });
  expect(explainRefusal(error, remove)).toEqual({ code: 'unavailable', reason: 'It has a fault.' });
  const timeout = new RegistryError('timeout', at.registry, 'It did not answer.');
  expect(explainRefusal(timeout, copy)).toEqual({ code: 'timeout', reason: 'It did not answer.' });
});

test('no more than a few words of a registry are repeated', () => {
  const answer = { status: 400, code: 'MANIFEST_INVALID', detail: 'x'.repeat(5000) };
  const error = new RegistryError('bad-response', at.registry, 'HTTP.', { answer });
  expect(explainRefusal(error, copy).reason.length).toBeLessThan(500);
});
