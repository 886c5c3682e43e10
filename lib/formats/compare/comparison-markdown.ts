import { formatLimits } from '#lib/formats/limits';
import type { Comparison, FactDifference } from './comparison.ts';
import { headlineText, nounOfKind } from './headline.ts';

/** A comparison as Markdown for a pull request: the first line, and a table of each list that differs. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { left, right, platform } = { ...comparison, platform: comparison.right.platform };
  const on = platform === undefined ? '' : ` on ${code(platform)}`;
  const sections = [
    `### ${code(left.reference)} → ${code(right.reference)}${on}`,
    headlineText(comparison),
    packagesTable(comparison),
    findingsTable(comparison),
    factsTable('Config', comparison.config.state === 'compared' ? comparison.config.rows : []),
    layersTable(comparison),
    attachmentsTable(comparison),
    `<sub>${code(left.digest)} → ${code(right.digest)}</sub>`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const signs = {
  added: '+',
  removed: '−',
  updated: '~',
  changed: '~',
  gained: '+',
  lost: '−',
  same: '=',
} as const;

function packagesTable({ packages }: Comparison): string {
  if (packages.state === 'missing') return `_Packages: ${plain(packages.reason)}_`;
  const rows = packages.rows.map(({ change, name, left, right }) => [
    signs[change],
    code(name),
    left.map(code).join(', '),
    right.map(code).join(', '),
  ]);
  return table('Packages', ['', 'Package', 'Before', 'After'], rows);
}

function findingsTable({ findings }: Comparison): string {
  if (findings.state === 'missing') return `_Findings: ${plain(findings.reason)}_`;
  const rows = findings.rows.map(({ change, left, right }) => {
    const finding = right ?? left;
    return [
      signs[change],
      finding?.severity ?? '',
      code(finding?.vulnerability ?? ''),
      code(
        [finding?.package?.name, finding?.package?.version].filter((part) => part !== undefined).join(' '),
      ),
      (finding?.fixedIn ?? []).map(code).join(', '),
    ];
  });
  return table('Findings', ['', 'Severity', 'Vulnerability', 'Package', 'Fixed in'], rows);
}

function factsTable(title: string, facts: readonly FactDifference[]): string {
  const rows = facts.map(({ name, left, right }) => [code(name), code(left ?? ''), code(right ?? '')]);
  return table(title, ['', 'Before', 'After'], rows);
}

function layersTable({ layers }: Comparison): string {
  if (layers.state === 'missing') return '';
  const rows = layers.rows
    .filter(({ change }) => change !== 'same')
    .map(({ change, digest, size, step = '' }) => [
      signs[change],
      code(digest.slice(0, 19)),
      String(size),
      code(step),
    ]);
  return table('Layers', ['', 'Layer', 'Bytes', 'Made by'], rows);
}

function attachmentsTable({ attachments }: Comparison): string {
  const names = (titles: readonly { readonly title: string; readonly count: number }[]) =>
    titles.map(({ title, count }) => plain(count === 1 ? title : `${title} (${count})`)).join('; ');
  const rows = attachments.rows
    .filter(({ change }) => change !== 'same')
    .map(({ kind, change, left, right }) => [signs[change], nounOfKind(kind), names(left), names(right)]);
  return table('Attachments', ['', 'Kind', 'Before', 'After'], rows);
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const lines = [heads, heads.map(() => '---'), ...rows.slice(0, formatLimits.markdownRowsMax)];
  const more =
    rows.length > formatLimits.markdownRowsMax
      ? `\n\n_${rows.length - formatLimits.markdownRowsMax} more_`
      : '';
  const body = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `<details><summary>${title}: ${rows.length}</summary>\n\n${body}${more}\n\n</details>`;
}

/** A stranger's text as code: in it no mark of Markdown and no HTML works; a backtick or a line break would end it. */
function code(text: string): string {
  const line = clean(text).replaceAll('`', "'");
  // A bar ends a cell even within code.
  return line === '' ? '' : `\`${line.replaceAll('|', '\\|')}\``;
}

function plain(text: string): string {
  return clean(text).replace(/[\\`*_{}[\]<>()#+!|@~-]/g, (mark) => `\\${mark}`);
}

function clean(text: string): string {
  return text
    .slice(0, formatLimits.markdownTextMax)
    .replace(/\p{C}+|\s+/gu, ' ')
    .trim();
}
