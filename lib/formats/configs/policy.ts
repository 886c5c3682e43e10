import { factsOf } from '#lib/formats/attestations/facts';
import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { CheckRow } from '#lib/formats/documents/rows';
import { textAt } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import { cleanText } from '#lib/text/untrusted-text';

const declaration = /^package[ \t]+([\w."[\]]{1,200})[ \t]*(?:#.*)?$/m;
const rule = /^(?:default[ \t]+)?([a-z_]\w{0,100})(?=[ \t]*(?::=|=|\[|\{|contains\b|if\b|\())/gm;

/** A policy in Rego (https://www.openpolicyagent.org/docs/latest/policy-language/): the package and the names of its rules. */
export function readRego(
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  const name = declaration.exec(start)?.[1];
  // Go and others begin with a package too.
  const isRego = /^(?:import (?:rego|future|data|input)\b|default \w+ :?=|(?:allow|deny|violation|warn)\b)/m;
  if (name === undefined || !isRego.test(start)) return undefined;
  const names = [
    ...new Set([...new TextDecoder().decode(bytes).matchAll(rule)].map(([, word = '']) => word)),
  ];
  const told = names.slice(0, formatLimits.factsMax);
  return given<DocumentReading>({
    kind: 'policy',
    format: 'rego',
    title: `Rego policy ${cleanText(name)}`,
    summary: context.isWhole
      ? () =>
          factsOf([
            ['Package', name],
            ['Rules', told],
          ])
      : undefined,
    rows: { checks: () => told.map((word): CheckRow => ({ name: word })) },
  });
}

const falcoParts = ['rule', 'macro', 'list', 'required_engine_version', 'required_plugin_versions'] as const;

/** Rules of Falco (https://falco.org/docs/concepts/rules/basic-elements/): a list of rules, macros and lists. */
export function readFalcoRules(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const isPart = (item: unknown) => falcoParts.some((part) => textAt(item, part) !== undefined);
  const rules = value.filter((item) => textAt(item, 'rule') !== undefined);
  if (!value.every(isPart) || rules.length === 0) return undefined;
  return given<DocumentReading>({
    kind: 'policy',
    format: 'falco',
    title: `Falco rules · ${count(rules.length, 'rule')}`,
    summary: context.isWhole
      ? () =>
          factsOf([
            ['Rules', rules.length],
            ['Macros', value.filter((item) => textAt(item, 'macro') !== undefined).length],
            ['Lists', value.filter((item) => textAt(item, 'list') !== undefined).length],
          ])
      : undefined,
    rows: {
      checks: () =>
        rules.map((item) =>
          given<CheckRow>({
            name: textAt(item, 'rule') ?? '',
            result: textAt(item, 'priority')?.toLowerCase(),
            detail: textAt(item, 'desc'),
          }),
        ),
    },
  });
}
