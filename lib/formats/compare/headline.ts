import { severities } from '#lib/formats/documents/rows';
import type { Kind } from '#lib/oci/kind';
import type { Comparison } from './comparison.ts';

/** What came, went or became another thing. */
type ChangeSign = 'added' | 'removed' | 'changed';

/** A few words of the first line; those without a change say that something is as it was, or not known. */
type HeadlineWord = {
  readonly text: string;
  readonly change?: ChangeSign;
  readonly isWorse?: boolean;
};

/** The parts of the first line, each with the list that tells more. */
export type HeadlinePart = {
  readonly about: 'packages' | 'findings' | 'config' | 'layers' | 'attachments';
  readonly words: readonly HeadlineWord[];
};

/** The first line of a comparison: what decides whether the right one can replace the left one. */
export function headlineOf(comparison: Comparison): readonly HeadlinePart[] {
  const parts: readonly HeadlinePart[] = [
    { about: 'packages', words: packageWords(comparison) },
    { about: 'findings', words: findingWords(comparison) },
    { about: 'layers', words: baseWords(comparison) },
    { about: 'config', words: configWords(comparison) },
    { about: 'attachments', words: attachmentWords(comparison) },
  ];
  return parts.filter(({ words }) => words.length > 0);
}

/** The same as one line of text: `+3 packages, −1, 2 updated · −4 high, +1 medium · base unchanged · signature lost`. */
export function headlineText(comparison: Comparison): string {
  return headlineOf(comparison)
    .map(({ words }) => words.map(({ text }) => text).join(', '))
    .join(' · ');
}

function packageWords({ packages }: Comparison): readonly HeadlineWord[] {
  if (packages.state === 'missing') return [{ text: 'packages not compared' }];
  const { added, removed, updated } = packages;
  const words = [
    { change: 'added', text: `+${added}`, count: added },
    { change: 'removed', text: `−${removed}`, count: removed },
    { change: 'changed', text: `${updated} updated`, count: updated },
  ] as const;
  const found = words.filter(({ count }) => count > 0);
  if (found.length === 0) return [{ text: 'same packages' }];
  // The noun stands once, behind the first number.
  return found.map(({ change, text, count }, at) => {
    const noun = count === 1 ? 'package' : 'packages';
    if (at > 0) return { change, text };
    return { change, text: change === 'changed' ? `${count} ${noun} updated` : `${text} ${noun}` };
  });
}

function findingWords({ findings }: Comparison): readonly HeadlineWord[] {
  if (findings.state === 'missing') return [{ text: 'findings not compared' }];
  const words = severities.flatMap((severity): readonly HeadlineWord[] => [
    ...(findings.removed[severity] > 0
      ? [{ change: 'removed', text: `−${findings.removed[severity]} ${severity}` } as const]
      : []),
    ...(findings.added[severity] > 0
      ? [{ change: 'added', text: `+${findings.added[severity]} ${severity}`, isWorse: true } as const]
      : []),
  ]);
  return words.length === 0 ? [{ text: 'same open findings' }] : words;
}

function baseWords({ layers }: Comparison): readonly HeadlineWord[] {
  if (layers.state === 'missing' || layers.baseState === 'none') return [];
  if (layers.rows.every(({ change }) => change === 'same')) return [{ text: 'same layers' }];
  return layers.baseState === 'unchanged'
    ? [{ text: 'base unchanged' }]
    : [{ text: 'base changed', change: 'changed' }];
}

function configWords({ config }: Comparison): readonly HeadlineWord[] {
  if (config.state === 'missing' || config.rows.length === 0) return [];
  return [{ text: 'config changed', change: 'changed' }];
}

/** What each kind is called in a sentence; a kind that is not here is called by its own name. */
const nouns: Partial<Readonly<Record<Kind, string>>> = {
  sbom: 'SBOM',
  vex: 'VEX',
  'vulnerability-report': 'vulnerability report',
  'test-result': 'test result',
  artifact: 'other attachment',
};

/** `signature`, `SBOM`: a kind in a sentence. */
export function nounOfKind(kind: Kind): string {
  return nouns[kind] ?? kind.replaceAll('-', ' ');
}

function attachmentWords({ attachments }: Comparison): readonly HeadlineWord[] {
  return attachments.rows.flatMap(({ kind, change }): readonly HeadlineWord[] => {
    const noun = nounOfKind(kind);
    if (change === 'gained') return [{ text: `${noun} gained`, change: 'added' }];
    if (change !== 'lost') return [];
    return attachments.isComplete.right
      ? [{ text: `${noun} lost`, change: 'removed', isWorse: true }]
      : [{ text: `${noun} not found, not everything could be asked` }];
  });
}
