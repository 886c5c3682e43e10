'use client';
import Link from 'next/link';
import { useState } from 'react';
import { buttonClass } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { compareConfigs, differences } from '#lib/formats/compare/compare-images';
import { textPath } from '#lib/oci/location';
import { attachmentRows, countAttached } from './attachment-rows.ts';
import { DifferenceTable } from './difference-table.tsx';
import { LayersTable } from './layers-table.tsx';
import type { ComparedTag } from './use-compared-tag.ts';
import { useComparedTag } from './use-compared-tag.ts';

type CompareViewProps = {
  /** `host/name` */
  readonly repository: string;
  readonly left: string;
  readonly right: string;
};

/** Two tags of a repository beside each other: what differs in config, layers and attachments. */
export function CompareView({ repository, left, right }: CompareViewProps) {
  const [platform, setPlatform] = useState<string>();
  const sides = [
    useComparedTag(repository, left, platform),
    useComparedTag(repository, right, platform),
  ] as const;
  const [a, b] = sides;
  const common = a.platforms.filter((name) => b.platforms.includes(name));
  const error = a.error ?? b.error;
  const heads = [left, right] as const;
  return (
    <section aria-label="Comparison" className="min-h-0 grow overflow-auto">
      <div className="mx-auto flex max-w-5xl flex-col gap-6 px-4 py-4">
        <div className="flex flex-wrap items-center gap-3">
          <PlatformSelect platforms={common} selected={platform} onChange={setPlatform} />
          <Link href={textPath(repository)} prefetch={false} className={`${buttonClass()} ml-auto`}>
            All tags
          </Link>
        </div>
        <ColumnHeads repository={repository} heads={heads} />
        {error === null ? null : <ProblemPanel problem={problemOf(error)} />}
        {error === null && (a.digest === undefined || b.digest === undefined) ? (
          <SkeletonRows count={8} label="Loading both artifacts" />
        ) : null}
        {a.digest === undefined || b.digest === undefined ? null : (
          <>
            <DifferenceTable
              title="Artifact"
              heads={heads}
              rows={differences(topFacts(a), topFacts(b))}
              same="Both tags name the same artifact, byte for byte."
            />
            <Configs a={a} b={b} heads={heads} />
            <LayersTable left={a.layers} right={b.layers} heads={heads} />
            <Attachments a={a} b={b} heads={heads} />
          </>
        )}
      </div>
    </section>
  );
}

type PlatformSelectProps = {
  readonly platforms: readonly string[];
  readonly selected: string | undefined;
  readonly onChange: (platform: string) => void;
};

/** Which platform of two indexes is compared; nothing where both have only one in common. */
function PlatformSelect({ platforms, selected, onChange }: PlatformSelectProps) {
  if (platforms.length <= 1) return null;
  return (
    <label className="flex items-center gap-2 text-muted">
      Platform
      <select
        value={selected ?? platforms[0]}
        onChange={(event) => onChange(event.currentTarget.value)}
        className="h-[30px] rounded-md border border-line-strong bg-raised px-2 text-text"
      >
        {platforms.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

type ColumnHeadsProps = { readonly repository: string; readonly heads: readonly [string, string] };

function ColumnHeads({ repository, heads }: ColumnHeadsProps) {
  return (
    <div className="grid grid-cols-[22%_1fr_1fr] border-b border-line-strong pb-1.5">
      <span />
      {heads.map((tag) => (
        <Link
          key={tag}
          href={textPath(`${repository}:${tag}`)}
          prefetch={false}
          className="truncate font-semibold underline decoration-line-strong underline-offset-2"
        >
          {tag}
        </Link>
      ))}
    </div>
  );
}

type PairProps = {
  readonly a: ComparedTag;
  readonly b: ComparedTag;
  readonly heads: readonly [string, string];
};

function Configs({ a, b, heads }: PairProps) {
  if (a.isOther || b.isOther) return null;
  if (a.config === undefined || b.config === undefined) return <Waiting sides={[a, b]} />;
  return (
    <DifferenceTable
      title="Config"
      heads={heads}
      rows={compareConfigs(a.config, b.config)}
      same="The configs are the same."
    />
  );
}

function Attachments({ a, b, heads }: PairProps) {
  if (a.graph === undefined || b.graph === undefined) return <Waiting sides={[a, b]} />;
  const doubtful = [a, b].filter(({ graph, isPending }) => !isPending && graph?.complete !== true);
  return (
    <>
      <DifferenceTable
        title="Attachments"
        heads={heads}
        rows={attachmentRows(a.graph, b.graph)}
        same={`The same attachments: ${countAttached(a.graph)}.`}
      />
      {doubtful.length === 0 ? null : (
        <p className="-mt-4 text-sm text-warn">
          Not every question about {doubtful.map(({ tag }) => tag).join(' and ')} has an answer: more may be
          attached.
        </p>
      )}
    </>
  );
}

function Waiting({ sides }: { readonly sides: readonly ComparedTag[] }) {
  return sides.some(({ isPending }) => isPending) ? <SkeletonRows count={3} label="Loading more" /> : null;
}

function topFacts({ digest, platforms, graph, layers }: ComparedTag): ReadonlyMap<string, string> {
  const node = graph?.root === undefined ? undefined : graph.nodes.get(graph.root);
  const facts: readonly { readonly name: string; readonly left: string | undefined }[] = [
    { name: 'Digest', left: digest },
    { name: 'Type', left: node?.title },
    { name: 'Platforms', left: platforms.join(', ') },
    { name: 'Created', left: node?.created },
    { name: 'Layers', left: layers === undefined ? undefined : `${layers.length}` },
    ...Object.entries(node?.annotations ?? {}).map(([name, left]) => ({ name: `Annotation ${name}`, left })),
  ];
  return new Map(facts.flatMap(({ name, left }) => (left === undefined ? [] : [[name, left] as const])));
}
