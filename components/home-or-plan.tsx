'use client';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';

const PlanPage = dynamic(() => import('./plan-screen.tsx').then((file) => file.PlanScreen), {
  ssr: false,
});
const PolicyPart = dynamic(() => import('./policy-screen.tsx').then((file) => file.PolicyMain), {
  ssr: false,
});

/** The first page, or in its place the plan or the policies that the address names. */
export function HomeOrPlan({ children }: { readonly children: ReactNode }) {
  const query = useSearchParams();
  const plan = query.get('plan');
  if (query.get('view') === 'policy') return <PolicyPart />;
  if (plan === null) return children;
  return (
    <main className="flex h-[calc(100dvh-3rem)] flex-col">
      <PlanPage id={plan} />
    </main>
  );
}
