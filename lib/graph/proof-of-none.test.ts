import { expect, test } from 'vitest';
import type { Proof, Reply } from '#lib/graph/proof-of-none';
import { proofs, replyOfAbsentTag, replyOfList, replyOfRefusal } from '#lib/graph/proof-of-none';

test('none is said for a whole list without entries and for a tag that nothing names, and for nothing else', () => {
  const none = Object.entries(proofs).filter(([, proof]) => proof === 'none');
  expect(none.map(([reply]) => reply)).toEqual(['list-without-entries', 'tag-not-there']);
});

test.each<[number, string | undefined, Reply, Proof]>([
  [404, undefined, 'no-such-api', 'other-source'],
  [404, 'NOT_FOUND', 'no-such-api', 'other-source'],
  [405, 'UNSUPPORTED', 'no-such-api', 'other-source'],
  [501, undefined, 'no-such-api', 'other-source'],
  [404, 'UNAUTHORIZED', 'rights', 'unknown'],
  [404, 'DENIED', 'rights', 'unknown'],
  [404, 'NAME_UNKNOWN', 'contradiction', 'unknown'],
  [404, 'MANIFEST_UNKNOWN', 'contradiction', 'unknown'],
  [400, 'UNSUPPORTED', 'failed', 'unknown'],
  [500, undefined, 'failed', 'unknown'],
])('a list refused with %i %s is %s', (status, code, reply, proof) => {
  expect(replyOfRefusal(status, code)).toBe(reply);
  expect(proofs[replyOfRefusal(status, code)]).toBe(proof);
});

test.each<[string | undefined, boolean, Reply]>([
  [undefined, false, 'tag-not-there'],
  ['MANIFEST_UNKNOWN', false, 'tag-not-there'],
  ['MANIFEST_UNKNOWN', true, 'tag-listed-and-not-given'],
  ['DENIED', false, 'rights'],
  ['NAME_UNKNOWN', false, 'contradiction'],
])('404 %s for a tag, listed: %s, is %s', (code, isListed, reply) => {
  expect(replyOfAbsentTag(code, isListed)).toBe(reply);
});

test('a whole list is found or none by what it holds', () => {
  expect([replyOfList(1), replyOfList(0)].map((reply) => proofs[reply])).toEqual(['found', 'none']);
});
