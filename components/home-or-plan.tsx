'use client';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';

const PlanPage = dynamic(() => import('./plan-screen.tsx').then((file) => file.PlanScreen), {
  ssr: false,
});

/** The first page, or in its place the plan that the address names. */
export function HomeOrPlan({ children }: { readonly children: ReactNode }) {
  const plan = useSearchParams().get('plan');
  if (plan === null) return children;
  return (
    <main className="flex h-[calc(100dvh-3rem)] flex-col">
      <PlanPage id={plan} />
    </main>
  );
}
