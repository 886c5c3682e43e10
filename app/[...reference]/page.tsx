import type { Metadata } from 'next';
import { headers } from 'next/headers';
import type { EarlyArtifact } from '#components/early-artifact';
import { drawEarly } from '#components/early-artifact';
import { screenOfTarget, textOfSegments } from '#components/early-question.ts';
import { LocationScreen } from '#components/location-screen';
import { locationTitle, screenTitle } from '#components/location-title.ts';
import { lookForPage } from '#lib/server/http/look-for-page';

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
  return <LocationScreen text={await referenceOf(params)} early={await earlyArtifact()} />;
}

async function earlyArtifact(): Promise<EarlyArtifact | undefined> {
  const sent = await headers();
  const screen = screenOfTarget(sent.get('x-address') ?? '');
  if (screen?.shows !== 'artifact') return undefined;
  const { reference } = screen.location;
  const state = await lookForPage(reference, sent);
  return state === undefined ? undefined : drawEarly(state, reference.tag, Date.now());
}

async function referenceOf(params: PageProps['params']): Promise<string> {
  return textOfSegments((await params).reference);
}
