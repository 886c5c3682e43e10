'use client';
import type { ComponentProps } from 'react';
import { LeftoversView, readLeftoverKind } from '#components/fleet/leftovers-view';
import { LeftoverPlan } from './leftover-plan.tsx';

type LeftoversPanelProps = Pick<ComponentProps<typeof LeftoversView>, 'scope'> & {
  readonly address: URLSearchParams;
  readonly onPut: (changes: Readonly<Record<string, string>>) => void;
};

/** From how many days on evidence is old, where the address says nothing. */
const oldDays = 90;

/** Evidence that nobody may need any more, as the address asks for it, and the plans that delete it. */
export function LeftoversPanel({ scope, address, onPut }: LeftoversPanelProps) {
  const days = Number(address.get('days') ?? oldDays);
  const choice = {
    what: readLeftoverKind(address.get('what')),
    days: Number.isInteger(days) && days >= 1 && days <= 400 ? days : oldDays,
  };
  return (
    <LeftoversView
      scope={scope}
      choice={choice}
      onChoice={(next) => onPut({ what: next.what, days: next.what === 'old' ? String(next.days) : '' })}
      planOf={(repository, rows) => (
        <LeftoverPlan repository={repository} digests={rows.map(({ digest }) => digest)} />
      )}
    />
  );
}
