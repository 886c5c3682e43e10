import { expect, test } from 'vitest';
import { bindingOfNames, compareBinding, worstBinding } from './binding.ts';
import { digestFromHash } from './digest.ts';

const own = digestFromHash('sha256', 'a'.repeat(64));
const other = digestFromHash('sha256', 'b'.repeat(64));
const third = digestFromHash('sha256', 'c'.repeat(64));

test('another digest is told with the one it hangs on', () => {
  expect(compareBinding(bindingOfNames([other]), [own])).toEqual({
    state: 'other',
    names: [other],
    misses: own,
  });
});

test('it must name everything that it hangs on', () => {
  expect(compareBinding(bindingOfNames([own]), [own, third])).toMatchObject({
    state: 'other',
    misses: third,
  });
  expect(compareBinding(bindingOfNames([own, third]), [own, third]).state).toBe('matches');
});

test('where it hangs is unknown, nothing is compared', () => {
  expect(compareBinding(bindingOfNames([own]), [])).toMatchObject({ state: 'unknown', names: [own] });
});

test('of a thousand names few are kept, and comparing again gives the same', () => {
  const many = Array.from({ length: 1_000 }, (_, at) =>
    digestFromHash('sha256', at.toString(16).padStart(64, '0')),
  );
  const match = compareBinding(bindingOfNames([...many, own]), [own]);
  expect(match).toMatchObject({ state: 'matches', more: 985 });
  expect(match.names?.[0]).toBe(own);
  expect(compareBinding(match, [own])).toEqual(match);
  const miss = compareBinding(bindingOfNames(many), [own]);
  expect(miss).toMatchObject({ state: 'other', misses: own });
  expect(compareBinding(miss, [own])).toEqual(miss);
  expect(compareBinding(match, [third]).state).toBe('unknown');
});

test('the worst of several bindings is theirs', () => {
  const [good, bad] = [compareBinding(bindingOfNames([own]), [own]), bindingOfNames([])];
  expect(worstBinding([good, bad])).toBe(bad);
  expect(worstBinding([good])).toBe(good);
  expect(worstBinding([])).toBeUndefined();
});
