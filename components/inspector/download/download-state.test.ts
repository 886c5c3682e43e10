import { expect, test } from 'vitest';
import { downloadsText, downloadText, secondsLeft } from './download-state.ts';

test('the time left follows from the pace so far', () => {
  expect(secondsLeft(250, 1000, 1000)).toBe(3);
  expect(secondsLeft(999, 1000, 1000)).toBe(1);
});

test('no time is guessed without a size, a byte or half a second', () => {
  expect(secondsLeft(250, 1000, undefined)).toBeUndefined();
  expect(secondsLeft(0, 1000, 1000)).toBeUndefined();
  expect(secondsLeft(250, 499, 1000)).toBeUndefined();
});

test('the button says what became of the download', () => {
  expect(downloadText({ status: 'idle' }, 'Download')).toBe('Download');
  expect(downloadText({ status: 'done' }, 'Download')).toBe('Verified and saved');
  expect(downloadText({ status: 'failed', error: new Error('secret') }, 'Download')).not.toContain('secret');
});

test('the end of several names only what there was, and the first failure', () => {
  expect(downloadsText({ status: 'running', at: 0, count: 2, bytes: 0 })).toBe('');
  expect(downloadsText({ status: 'ended', count: 2, handed: 0, failed: [] })).toBe('2 verified and saved');
  const failed = [{ name: 'a.txt', error: new Error() }];
  expect(downloadsText({ status: 'ended', count: 2, handed: 1, failed })).toMatch(
    /^1 sent to the downloads of your browser, 1 failed, a\.txt: /,
  );
});
