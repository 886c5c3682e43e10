import type { Metadata } from 'next';
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

// Segments arrive percent-encoded; this is the one place that decodes them, once.
async function referenceOf(params: PageProps['params']): Promise<string> {
  const { reference } = await params;
  return reference.map(decodeSegment).join('/');
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
