'use client';
import { useState } from 'react';
import { RetentionForm } from '#components/cleanup/retention-form';
import { RetentionView } from '#components/fleet/retention-view';
import type { FleetScope } from '#lib/api/queries/fleet-queries';
import { formatRules, readRules } from '#lib/retention/retention-rules';

type FleetRetentionProps = {
  readonly scope: FleetScope;
  readonly address: URLSearchParams;
  readonly onPut: (changes: Readonly<Record<string, string>>) => void;
};

/** Rules of what is kept, as the address has them, and what they come to in all repositories. */
export function FleetRetention({ scope, address, onPut }: FleetRetentionProps) {
  // The address follows: who types a number sees it before the router has heard of it.
  const [rules, setRules] = useState(readRules(address.get('keep') ?? '').rules);
  const keep = formatRules(rules);
  const choose = (next: typeof rules) => {
    setRules(next);
    onPut({ keep: formatRules(next) });
  };
  return <RetentionView scope={scope} keep={keep} form={<RetentionForm rules={rules} onChange={choose} />} />;
}
