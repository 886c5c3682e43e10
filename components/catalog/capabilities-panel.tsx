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
  api: ['OCI distribution API', 'Orrery needs it to open anything here.'],
  referrers: ['Referrers API', 'Orrery reads referrers from the referrers tag sha256-… instead.'],
  'referrers-paging': ['Paged referrers', 'Long lists arrive in one response.'],
  'referrers-filter': ['Filter by artifactType', 'Orrery fetches the whole list and filters it.'],
  catalogue: ['Catalogue', 'Repositories cannot be listed. Open them by name.'],
  'delete-tag': ['Delete a tag', 'To delete a tag, you must delete its manifest.'],
  'delete-manifest': ['Delete a manifest', 'Only the operator of the registry can delete content.'],
  range: ['Byte ranges', 'An interrupted download starts again.'],
  mount: ['Mount between repositories', 'A copy transfers the bytes again.'],
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
        <SkeletonRows count={9} label="Loading the features of the registry" className="h-12" />
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
        {query.data?.capabilities.map((capability) => (
          <CapabilityRow key={capability.capability} capability={capability} />
        ))}
      </ul>
    </section>
  );
}

function CapabilityRow({ capability }: { readonly capability: Capability }) {
  const [title, otherwise] = words[capability.capability];
  const state = states[capability.state];
  return (
    <li className="flex gap-2.5 border-b border-line px-4 py-2.5">
      <StateIcon state={state.icon} />
      <div className="min-w-0 grow">
        <p className="flex gap-2">
          <span className="font-semibold">{title}</span>
          <span className={capability.state === 'unknown' ? 'ml-auto text-warn' : 'ml-auto text-muted'}>
            {state.text}
          </span>
        </p>
        <p className="text-sm break-words text-muted">{capability.evidence}</p>
        {capability.state === 'no' ? <p className="text-sm">{otherwise}</p> : null}
      </div>
    </li>
  );
}
