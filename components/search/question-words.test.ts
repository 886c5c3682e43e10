import { expect, test } from 'vitest';
import type { AskableQuestion } from '#lib/api/queries/saved-question-queries';
import {
  doubtsText,
  hitsText,
  questionName,
  questionPath,
  questionSentence,
  webhookText,
} from './question-words.ts';

const log4j = { about: 'search', q: 'log4j-core', kind: 'package', below: '2.17.0' } as const;

test.for([
  [log4j, 'Package log4j-core below 2.17.0', '/search?q=log4j-core&kind=package&below=2.17.0'],
  [
    { about: 'search', q: 'github.com/acme', kind: 'signer', host: 'a.example' },
    'Signer github.com/acme, in a.example',
    '/search?q=github.com/acme&kind=signer',
  ],
  [
    { about: 'coverage', lacks: 'sbom', host: 'a.example' },
    'Artifacts without an SBOM, in a.example',
    '/inventory?view=coverage&host=a.example',
  ],
  [
    { about: 'coverage', lacks: 'signature', state: 'cannot-check', repository: 'a.example/app' },
    'Artifacts whose signature cannot be checked, in a.example/app',
    '/inventory?view=coverage&host=a.example',
  ],
  [
    { about: 'changes', what: 'unsigned' },
    'Artifacts that lost their signature within the last 7 days',
    '/inventory?view=trends',
  ],
] as const)('%j is said in words, and has a page', ([question, sentence, path]) => {
  expect([questionSentence(question), questionPath(question)]).toEqual([sentence, path]);
});

test('a search is named after what is searched for, others after what they ask', () => {
  const fixed: AskableQuestion = { about: 'changes', what: 'fixed' };
  expect([questionName(log4j), questionName(fixed)]).toEqual([
    'log4j-core below 2.17.0',
    'Artifacts that lost their last open critical finding within the last 7 days',
  ]);
});

test('hits are counted where their number is known', () => {
  const hits = { count: 1, more: false, asked: '', since: '' };
  expect([hitsText({ hits }), hitsText({ hits: { ...hits, count: 10_000, more: true } })]).toEqual([
    '1 hit',
    'more than 10,000 hits',
  ]);
  expect(hitsText({})).toBeUndefined();
});

test('what is not known of a question is said behind its hits', () => {
  const sure = { unknown: 0, without: 0, notCompared: 0 };
  expect(doubtsText(log4j, sure)).toBe('');
  expect(doubtsText(log4j, { unknown: 2, without: 1_200, notCompared: 1 })).toBe(
    ', 2 not known, 1,200 artifacts have no SBOM, 1 version not compared',
  );
  expect(doubtsText({ ...log4j, kind: 'signer' }, { ...sure, without: 1 })).toBe(
    ', 1 artifact has no signature',
  );
  expect(doubtsText({ about: 'coverage', lacks: 'sbom' }, { ...sure, without: 1 })).toBe(
    ', 1 artifact has no document',
  );
});

test('a webhook is named by its host alone', () => {
  const address = 'https://hooks.example/services/secret';
  expect(webhookText({ address }, 0)).toBe('New hits are sent to hooks.example.');
  expect(webhookText({ address, lastAt: '1970-01-01T00:00:00Z' }, 120_000)).toBe(
    'New hits are sent to hooks.example; last 2 minutes ago.',
  );
});
