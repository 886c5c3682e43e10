import { expect, test } from 'vitest';
import { languageOf } from './language-of.ts';

test.each([
  ['values.yaml', 'application/octet-stream', 'yaml'],
  ['build/Dockerfile', '', 'docker'],
  ['', 'application/vnd.cyclonedx+xml', 'xml'],
  ['logo.svg', 'image/svg+xml', 'xml'],
  ['constructor', 'text/plain', undefined],
  ['notes.txt', 'text/plain', undefined],
])('"%s" of type %s is %s', (name, mediaType, language) => {
  expect(languageOf(name, mediaType)).toBe(language);
});
