import type { Metadata } from 'next';
import { textOfSegments } from '#components/early-question.ts';
import { LocationScreen } from '#components/location-screen';
import { locationTitle, screenTitle } from '#components/location-title.ts';

type PageProps = {
  readonly params: Promise<{ readonly reference: readonly string[] }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[]>>>;
};

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const { compare, view } = await searchParams;
  const place = locationTitle(await referenceOf(params));
  return { title: screenTitle(place, { isComparison: compare !== undefined, view }) };
}

export default async function Page({ params }: PageProps) {
  return <LocationScreen text={await referenceOf(params)} />;
}

async function referenceOf(params: PageProps['params']): Promise<string> {
  return textOfSegments((await params).reference);
}
