import { expect, test } from 'vitest';
import {
  bareMediaType,
  isImageConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  manifestAccept,
  mediaTypes,
} from './media-type.ts';

test('OCI types come first in what a manifest request accepts', () => {
  expect(manifestAccept.slice(0, 2)).toEqual([mediaTypes.ociIndex, mediaTypes.ociManifest]);
  expect(new Set(manifestAccept).size).toBe(manifestAccept.length);
});

test('an index is a manifest, a config is none', () => {
  expect([isIndexMediaType(mediaTypes.dockerList), isManifestMediaType(mediaTypes.dockerList)]).toEqual([
    true,
    true,
  ]);
  expect([isIndexMediaType(mediaTypes.ociManifest), isManifestMediaType(mediaTypes.ociConfig)]).toEqual([
    false,
    false,
  ]);
});

test('the configs of images are told from those of artifacts', () => {
  expect(
    [mediaTypes.ociConfig, mediaTypes.dockerConfig, mediaTypes.empty].map(isImageConfigMediaType),
  ).toEqual([true, true, false]);
});

test('parameters and upper case do not change a media type', () => {
  expect(bareMediaType('Application/JSON; charset=utf-8')).toBe('application/json');
  expect(bareMediaType('')).toBe('');
});
