import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { acceptText, currentTags, invalidTag, tagRequest, withoutTag } from './tag-draft.ts';

const target = { reference: { registry: 'localhost:5000', repository: 'acme/app', tag: '1.0' } };

test('words of the field become tags, each once', () => {
  expect(acceptText({ tags: ['latest'], text: ' 1.4, latest  stable' })).toEqual({
    tags: ['latest', '1.4', 'stable'],
    text: '',
  });
});

test('a word that is no tag stays in the field, and is named', () => {
  const draft = { tags: [], text: '1.4 not/a/tag' };
  expect(acceptText(draft)).toBe(draft);
  expect(invalidTag(draft)).toBe('not/a/tag');
  expect(tagRequest(target, draft)).toBeUndefined();
});

test('what is still in the field is set too', () => {
  expect(tagRequest(target, { tags: ['latest'], text: '1.4' })).toEqual({
    action: 'tag',
    ref: 'localhost:5000/acme/app:1.0',
    tags: ['latest', '1.4'],
  });
});

test('tags are set on the digest when it is known, whatever the tag points to by then', () => {
  expect(tagRequest({ ...target, node: nodeOf(1) }, { tags: ['latest'], text: '' })).toMatchObject({
    ref: `localhost:5000/acme/app@${digestOf(1)}`,
  });
});

test('nothing is asked for without a tag', () => {
  expect(tagRequest(target, { tags: [], text: ' ' })).toBeUndefined();
  expect(withoutTag({ tags: ['a', 'b'], text: '' }, 'a').tags).toEqual(['b']);
});

test('the current tags are those of the node and the one that was opened', () => {
  expect(currentTags(target)).toEqual(['1.0']);
  expect(currentTags({ ...target, node: nodeOf(1, { tags: ['latest', '1.0'] }) })).toEqual(['latest', '1.0']);
});
