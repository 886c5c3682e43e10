'use client';
import { useQuery } from '@tanstack/react-query';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { StateIcon } from '#components/ui/state-icon';
import type { Capabilities } from '#lib/api/contract/registry-contract';
import { registryQuery } from '#lib/api/queries/queries';

type Capability = Capabilities['capabilities'][number];

/** What each capability is for, and what happens where it is missing. */
const words = {
  api: ['OCI distribution API', 'Without it nothing here can be opened.'],
  referrers: ['Referrers API', 'What refers to an artifact is read from the fallback tag sha256-… instead.'],
  'referrers-paging': ['Paged referrers', 'A long list comes in one piece.'],
  'referrers-filter': ['Filter by artifactType', 'The whole list is fetched and filtered here.'],
  catalogue: ['Catalogue', 'Repositories cannot be listed; open them by name.'],
  'delete-tag': ['Delete a tag', 'A tag goes only together with its manifest.'],
  'delete-manifest': ['Delete a manifest', 'Content can be removed only by whoever runs the registry.'],
  range: ['Parts of a blob', 'A download that breaks off starts anew.'],
  mount: ['Mount between repositories', 'A copy uploads the bytes again.'],
} as const satisfies Record<Capability['capability'], readonly [title: string, otherwise: string]>;

const states = {
  yes: { icon: 'valid', text: 'yes' },
  no: { icon: 'none', text: 'no' },
  unknown: { icon: 'unknown', text: 'not determined' },
} as const satisfies Record<Capability['state'], unknown>;

/** What a registry can do, how we know, and what we do where it cannot. */
export function CapabilitiesPanel({ registry }: { readonly registry: string }) {
  const query = useQuery(registryQuery(registry));
  return (
    <section aria-labelledby="capabilities" className="flex flex-col">
      <h2
        id="capabilities"
        className="px-4 pt-4 pb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase"
      >
        What this registry can do
      </h2>
      {query.isPending ? (
        <SkeletonRows count={9} label="The registry is being asked" className="h-12" />
      ) : null}
      {query.isError ? (
        <div className="px-4">
          <ProblemPanel
            problem={problemOf(query.error)}
            onRetry={() => void query.refetch()}
            registry={registry}
          />
        </div>
      ) : null}
      <ul>
        {query.data?.capabilities.map((known) => (
          <CapabilityRow key={known.capability} known={known} />
        ))}
      </ul>
    </section>
  );
}

function CapabilityRow({ known }: { readonly known: Capability }) {
  const [title, otherwise] = words[known.capability];
  const state = states[known.state];
  return (
    <li className="flex gap-2.5 border-b border-line px-4 py-2.5">
      <StateIcon state={state.icon} />
      <div className="min-w-0 grow">
        <p className="flex gap-2">
          <span className="font-semibold">{title}</span>
          <span className={known.state === 'unknown' ? 'ml-auto text-warn' : 'ml-auto text-muted'}>
            {state.text}
          </span>
        </p>
        <p className="text-sm break-words text-muted">{known.evidence}</p>
        {known.state === 'no' ? <p className="text-sm">{otherwise}</p> : null}
      </div>
    </li>
  );
}
