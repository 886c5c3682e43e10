'use client';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Tabs } from '#components/ui/tabs';
import type { AttachedTitle, Comparison, LayerDifference } from '#lib/formats/compare/comparison';
import { nounOfKind } from '#lib/formats/compare/headline';
import { formatBytes } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';
import type { CompareSides } from './asked-sides.ts';
import { labelsOf } from './compare-sides.ts';
import { Doubts } from './doubts.tsx';
import { FileDifferences } from './file-differences.tsx';
import { FindingDifferences } from './finding-differences.tsx';
import type { CompareTab } from './first-difference.ts';
import { compareTabs } from './first-difference.ts';
import { PackageDifferences } from './package-differences.tsx';
import { pairLayers } from './pair-layers.ts';
import type { SideRow } from './side-table.tsx';
import { SideTable } from './side-table.tsx';

type ComparisonTabsProps = {
  readonly comparison: Comparison;
  readonly sides: CompareSides;
  readonly platform: string | undefined;
  readonly active: CompareTab;
  readonly onChange: (tab: CompareTab) => void;
};

/** The lists of a comparison, each behind its name. */
export function ComparisonTabs({ comparison, sides, platform, active, onChange }: ComparisonTabsProps) {
  const [isDifferent, setIsDifferent] = useState(true);
  const [wanted, setWanted] = useState<string>();
  const labels = labelsOf(sides);
  const { packages, findings } = comparison;
  const contents: Record<CompareTab, ReactNode> = {
    packages:
      packages.state === 'missing' ? (
        <Missing reason={packages.reason} />
      ) : (
        <PackageDifferences packages={packages} labels={labels} />
      ),
    findings:
      findings.state === 'missing' ? (
        <Missing reason={findings.reason} />
      ) : (
        <FindingDifferences findings={findings} labels={labels} />
      ),
    config: <Facts comparison={comparison} labels={labels} isDifferent={isDifferent} />,
    layers: (
      <>
        <Layers comparison={comparison} labels={labels} isDifferent={isDifferent} />
        <FileDifferences {...{ comparison, sides, platform, wanted }} onWant={setWanted} />
      </>
    ),
    attachments: <Attachments comparison={comparison} labels={labels} isDifferent={isDifferent} />,
  };
  const hasSwitch = active !== 'packages' && active !== 'findings';
  return (
    <Tabs
      label="What differs"
      active={active}
      onChange={(id) => onChange(compareTabs.find((tab) => tab === id) ?? active)}
      tabs={compareTabs.map((id) => ({
        id,
        title: titles[id],
        content: (
          <div className="max-w-6xl px-4 pb-8">
            {hasSwitch ? <DifferencesOnly isOn={isDifferent} onChange={setIsDifferent} /> : null}
            {contents[id]}
          </div>
        ),
      }))}
    />
  );
}

const titles = {
  packages: 'Packages',
  findings: 'Findings',
  config: 'Config',
  layers: 'Layers and files',
  attachments: 'Attachments',
} as const satisfies Record<CompareTab, string>;

type DifferencesOnlyProps = { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };

function DifferencesOnly({ isOn, onChange }: DifferencesOnlyProps) {
  return (
    <label className="flex w-fit items-center gap-2 py-2 text-muted">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      Differences only
    </label>
  );
}

function Missing({ reason }: { readonly reason: string }) {
  return <p className="py-3">{shorten(reason)}</p>;
}

type ListProps = Pick<ComparisonTabsProps, 'comparison'> & {
  readonly labels: readonly [left: string, right: string];
  readonly isDifferent: boolean;
};

function Facts({ comparison: { artifact, config }, labels, isDifferent }: ListProps) {
  const facts = [...artifact, ...(config.state === 'compared' ? config.rows : [])];
  const rows = facts.map(
    ({ name, left, right }): SideRow => ({
      name,
      change: left === undefined ? 'added' : right === undefined ? 'removed' : 'changed',
      left: textOf(left),
      right: textOf(right),
    }),
  );
  const same = config.state === 'compared' && !isDifferent ? config.same : [];
  const sameRows = same.map(
    ({ name, value }): SideRow => ({ name, change: 'same', left: textOf(value), right: textOf(value) }),
  );
  return (
    <>
      {config.state === 'missing' ? <Missing reason={config.reason} /> : null}
      <Rows
        caption="Config: what differs"
        labels={labels}
        rows={[...rows, ...sameRows]}
        none="Both configs are the same."
      />
    </>
  );
}

function Layers({ comparison: { layers }, labels, isDifferent }: ListProps) {
  if (layers.state === 'missing') return <Missing reason={layers.reason} />;
  const rows = pairLayers(layers.rows)
    .map(({ change, left, right }, at) => ({
      name: `Layer ${at + 1}${at < layers.base ? ', base' : ''}`,
      change,
      left: left === undefined ? undefined : <Layer layer={left} />,
      right: right === undefined ? undefined : <Layer layer={right} />,
    }))
    .filter(({ change }) => !isDifferent || change !== 'same');
  const shared = layers.rows.filter(({ change }) => change === 'same').length;
  return (
    <>
      <p className="pb-2 text-muted">
        {shared} {shared === 1 ? 'layer' : 'layers'} in common, {layers.base} of them in the base.
      </p>
      <Rows caption="Layers" labels={labels} rows={rows} none="Both have the same layers." />
    </>
  );
}

function Layer({ layer: { digest, size, step } }: { readonly layer: LayerDifference }) {
  return (
    <>
      <span className="font-mono text-sm">{digest}</span>
      <span className="text-muted"> {formatBytes(size)}</span>
      {step === undefined ? null : <span className="block font-mono text-sm">{shorten(step)}</span>}
    </>
  );
}

function Attachments({ comparison: { attachments }, labels, isDifferent }: ListProps) {
  const rows = attachments.rows
    .filter(({ change }) => !isDifferent || change !== 'same')
    .map(
      ({ kind, change, left, right }): SideRow => ({
        name: nounOfKind(kind),
        change,
        left: titlesOf(left, kind === 'vulnerability-report'),
        right: titlesOf(right, kind === 'vulnerability-report'),
      }),
    );
  const { left, right } = attachments.isComplete;
  const open = [...(left ? [] : [labels[0]]), ...(right ? [] : [labels[1]])];
  const doubts =
    open.length === 0
      ? []
      : [`Orrery could not read everything about ${open.join(' and ')}: more may be attached.`];
  return (
    <>
      <Doubts sentences={doubts} />
      <Rows caption="Attachments" labels={labels} rows={rows} none="Both have the same attachments." />
    </>
  );
}

function titlesOf(titles: readonly AttachedTitle[], isReports: boolean): ReactNode {
  if (titles.length === 0) return undefined;
  return (
    <ul>
      {titles.map(({ title, count, digest }) => (
        <li key={digest}>
          {shorten(title)}
          {count === 1 ? null : (
            <span className="text-muted"> ({isReports ? `newest of ${count}` : count})</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function textOf(text: string | undefined): ReactNode {
  return text === undefined || text === '' ? undefined : shorten(text);
}

type RowsProps = {
  readonly caption: string;
  readonly labels: readonly [left: string, right: string];
  readonly rows: readonly SideRow[];
  readonly none: string;
};

function Rows({ none, ...table }: RowsProps) {
  return table.rows.length === 0 ? <p className="py-1">{none}</p> : <SideTable {...table} />;
}
