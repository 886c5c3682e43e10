import type { PredicateReading } from '#lib/formats/documents/document';
import type { CheckRow } from '#lib/formats/documents/rows';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import { factsOf } from './facts.ts';

/** Our own approval of a release: who signed it off, what the verdict was, and by what it was judged. */
export function readApprovalPredicate(predicate: unknown): PredicateReading {
  const verdict = textAt(predicate, 'verdict');
  const who = textAt(predicate, 'who');
  return {
    title: titleOf(verdict, who),
    summary: () =>
      factsOf([
        ['Approved by', who],
        ['Approved at', textAt(predicate, 'at')],
        ['Verdict', verdict],
        ['Reason', textAt(predicate, 'reason')],
        ['Note', textAt(predicate, 'note')],
        ['Candidate', textAt(predicate, 'candidate', 'reference')],
        ['Candidate digest', textAt(predicate, 'candidate', 'digest')],
        ['Accepted before', textAt(predicate, 'accepted', 'reference')],
        ['Accepted digest', textAt(predicate, 'accepted', 'digest')],
        ['Policy', textAt(predicate, 'policy', 'name')],
        ['Policy hash', textAt(predicate, 'policy', 'hash')],
        ['Requirements', textAt(predicate, 'requirements')],
        ['Signed off', textAt(predicate, 'signedOff')],
      ]),
    rows: { checks: () => sectionsOf(predicate), fields: () => flattenJson(predicate) },
  };
}

/** A verdict other than `pass` stands in front: nobody takes such an approval for an ordinary one. */
function titleOf(verdict: string | undefined, who: string | undefined): string {
  const result = verdict === undefined || verdict === 'pass' ? '' : ` · verdict ${cleanText(verdict, 20)}`;
  const by = who === undefined ? '' : ` · ${cleanText(who, 60)}`;
  return `Approval${result}${by}`;
}

function* sectionsOf(predicate: unknown): Generator<CheckRow> {
  for (const section of listAt(predicate, 'sections')) {
    const name = textAt(section, 'name');
    const result = textAt(section, 'verdict');
    if (name !== undefined) yield { name, ...(result === undefined ? {} : { result }) };
  }
}
