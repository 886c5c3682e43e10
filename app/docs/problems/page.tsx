import type { Metadata } from 'next';
import { ProblemIndex } from '#components/problem-page';

export const metadata: Metadata = { title: 'Problems' };

export default function Page() {
  return <ProblemIndex />;
}
