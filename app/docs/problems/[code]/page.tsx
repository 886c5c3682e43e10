import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProblemPage } from '#components/problem-page';
import { problemCodes } from '#lib/api/problems/problem-code';
import { problems } from '#lib/api/problems/problem-table';

type PageProps = { readonly params: Promise<{ readonly code: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const code = await codeOf(params);
  return code === undefined ? {} : { title: problems[code].title };
}

export default async function Page({ params }: PageProps) {
  const code = await codeOf(params);
  return code === undefined ? notFound() : <ProblemPage code={code} />;
}

async function codeOf(params: PageProps['params']) {
  const { code } = await params;
  return problemCodes.find((known) => known === code);
}
