import { listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';
import type { Context, Document } from './document.ts';
import { count, countWords, tally, titled } from './phrase.ts';

const statuses = ['affected', 'not affected', 'fixed', 'under investigation'] as const;

/** OpenVEX: statements which vulnerabilities matter (https://github.com/openvex/spec). */
export function readOpenVex(value: unknown, context: Context): Document | undefined {
  if (textAt(value, '@context')?.startsWith('https://openvex.dev/ns') !== true) return undefined;
  const statements = listAt(value, 'statements');
  const told = () => {
    const words = statements.map((statement) => (textAt(statement, 'status') ?? '').replaceAll('_', ' '));
    return tally(countWords(words), statuses) ?? count(statements.length, 'statement');
  };
  return { kind: 'vex', format: 'openvex', title: titled('OpenVEX', context, told) };
}

/** A security advisory in CSAF 2; its VEX profile and its advisories both say which vulnerabilities matter. */
export function readCsaf(value: unknown, context: Context): Document | undefined {
  if (textAt(value, 'document', 'csaf_version') === undefined) return undefined;
  const isVex = textAt(value, 'document', 'category') === 'csaf_vex';
  const id = textAt(value, 'document', 'tracking', 'id');
  const name = `CSAF${isVex ? ' VEX' : ''}${id === undefined ? '' : ` ${cleanText(id, 40)}`}`;
  const told = () => count(listAt(value, 'vulnerabilities').length, 'vulnerability', 'vulnerabilities');
  return { kind: 'vex', format: 'csaf', title: titled(name, context, told) };
}
