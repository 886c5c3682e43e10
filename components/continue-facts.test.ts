import { expect, test } from 'vitest';
import { countSeverities } from '#lib/formats/findings/severity-counts';
import type { Summary } from '#lib/graph/summary';
import { parseDigest } from '#lib/oci/digest';
import { continueFacts, hasReport } from './continue-facts.ts';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const now = Date.parse('2026-11-27T00:00:00Z');

function summaryWith(
  report: Summary['evidence'][number] | undefined,
  kind: 'image' | 'signature' = 'image',
): Summary {
  const node = { digest, state: 'loaded', kind, tags: [], title: 'app' } as unknown as Summary['node'];
  return {
    node,
    platforms: [],
    created: '2026-11-24T00:00:00Z',
    evidence: report === undefined ? [] : [report],
    checks: new Map(),
  };
}

const found = { kind: 'vulnerability-report', state: 'found', nodes: [digest] } as const;
const asking = { state: 'asking' } as const;
const known = <T>(value: T) => ({ state: 'known', value }) as const;
const findingsOf = (severities: Parameters<typeof countSeverities>[0], unread: readonly string[] = []) =>
  known({ bySeverity: countSeverities(severities), unread: unread.map((reason) => ({ digest, reason })) });

test('a row says the worst that is open, what the artifact is, and how old', () => {
  const facts = continueFacts(known(summaryWith(found)), findingsOf(['high', 'critical', 'critical']), now);
  expect(facts).toEqual({
    kind: 'image',
    kindText: 'image',
    age: '3 days ago',
    open: { state: 'known', text: '2 critical', severity: 'critical' },
  });
});

test('nothing open is said only where every report was read', () => {
  const summary = known(summaryWith(found));
  expect(continueFacts(summary, findingsOf([]), now).open).toEqual({ state: 'known', text: 'nothing open' });
  expect(continueFacts(summary, findingsOf([], ['It is too large.']), now).open).toEqual({
    state: 'unknown',
    reason: 'It is too large.',
  });
});

test('what is unknown is not shown as nothing', () => {
  const unknown = { kind: 'vulnerability-report', state: 'unknown', reason: 'No answer.' } as const;
  expect(continueFacts(known(summaryWith(unknown)), asking, now).open).toEqual({
    state: 'unknown',
    reason: 'No answer.',
  });
  expect(continueFacts({ state: 'failed', reason: 'Sign in.' }, asking, now)).toMatchObject({
    kindText: 'artifact',
    open: { state: 'unknown', reason: 'Sign in.' },
  });
  expect(continueFacts(asking, asking, now).open.state).toBe('asking');
  expect(continueFacts(known(summaryWith(found)), asking, now).open.state).toBe('asking');
});

test('an image without a report says so, a signature says nothing of reports', () => {
  const none = { kind: 'vulnerability-report', state: 'none', asked: [] } as const;
  expect(continueFacts(known(summaryWith(none)), asking, now).open).toEqual({
    state: 'known',
    text: 'no report',
  });
  expect(continueFacts(known(summaryWith(none, 'signature')), asking, now).open).toEqual({
    state: 'known',
    text: '',
  });
});

test('an artifact that is gone is said to be gone', () => {
  expect(continueFacts(known(null), asking, now).kindText).toBe('no longer there');
});

test('findings are asked for only where a report was found', () => {
  expect(hasReport(summaryWith(found))).toBe(true);
  expect(hasReport(summaryWith(undefined))).toBe(false);
});
