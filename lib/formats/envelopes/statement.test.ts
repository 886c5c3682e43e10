import { describe, expect, test } from 'vitest';
import { bindingOfNames, compareBinding } from '#lib/oci/binding';
import { digestFromHash } from '#lib/oci/digest';
import { bindingOfSubjects, subjectsOf } from './statement.ts';

const own = digestFromHash('sha256', 'a'.repeat(64));
const other = digestFromHash('sha256', 'b'.repeat(64));
const long = digestFromHash('sha512', 'd'.repeat(128));

describe('what an in-toto statement names', () => {
  test.each([
    ['its only subject', [{ digest: { sha256: 'a'.repeat(64) } }], 'matches'],
    ['one of several subjects', [subject(other), subject(own)], 'matches'],
    ['only another digest', [subject(other)], 'other'],
    ['only a commit', [{ digest: { gitCommit: 'a'.repeat(40) } }], 'unknown'],
    ['only a longer digest', [subject(long)], 'unknown'],
    ['nothing', [], 'unknown'],
    ['subjects of a wrong form', ['x', null, { digest: 'sha256' }, { digest: { sha256: 7 } }], 'unknown'],
    ['the right digest in capitals', [{ digest: { sha256: 'A'.repeat(64) } }], 'other'],
  ])('%s', (_, subjects, state) => {
    expect(compareBinding(bindingOfSubjects(subjectsOf({ subject: subjects })), [own]).state).toBe(state);
  });

  test('a sha512 subject is compared with a sha512 digest', () => {
    expect(compareBinding(bindingOfNames([long]), [long]).state).toBe('matches');
  });
});

function subject(digest: string) {
  const [algorithm = '', value = ''] = digest.split(':');
  return { name: 'app', digest: { [algorithm]: value } };
}
