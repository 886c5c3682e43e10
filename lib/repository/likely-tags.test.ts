import { expect, test } from 'vitest';
import { likelyTags } from './likely-tags.ts';

test('the tag itself comes first, then moving tags, then those that begin alike, then the newest', () => {
  const tags = ['0.9', '1', '1.10', '1.2', '1.2.3', 'latest', '2.0'];
  expect(likelyTags(tags, '1.2.3')).toEqual(['1.2.3', 'latest', '1.2', '1.10', '1', '2.0', '0.9']);
});
