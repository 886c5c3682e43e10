'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { chipClass } from '#components/ui/chip';
import { StateIcon } from '#components/ui/state-icon';
import { registryQuery } from '#lib/api/queries/queries';

/** The registry of this page and how it tells who refers to what; leads to its page. */
export function RegistryChip({ host }: { readonly host: string }) {
  const registry = useQuery(registryQuery(host));
  const referrers = registry.data?.capabilities.find(({ capability }) => capability === 'referrers');
  const state = referrers?.state ?? 'unknown';
  const words = {
    yes: { icon: 'valid', text: 'referrers API' },
    no: { icon: 'present', text: 'referrers by tag' },
    unknown: { icon: 'unknown', text: registry.isPending ? 'asking…' : 'not determined' },
  } as const;
  return (
    <Link
      href={`/${host}`}
      prefetch={false}
      title={referrers?.evidence ?? `What ${host} can do`}
      className={`${chipClass()} min-w-0 max-w-80 hover:border-line-strong max-lg:hidden`}
    >
      <StateIcon state={words[state].icon} />
      <span className="truncate">{host}</span>
      <span className="min-w-[5.4rem] text-faint">{words[state].text}</span>
    </Link>
  );
}
