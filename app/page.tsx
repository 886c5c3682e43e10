import { redirect } from 'next/navigation';
import { HomeScreen } from '#components/home-screen';
import { interpretReference } from '#components/shell/reference/interpret-reference.ts';
import { locationPath } from '#lib/oci/location';

type PageProps = {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[]>>>;
};

// A reference box that is sent before our own code runs comes here as a plain form.
export default async function Page({ searchParams }: PageProps) {
  const { reference } = await searchParams;
  if (typeof reference !== 'string' || reference.trim() === '') return <HomeScreen />;
  const reading = interpretReference(reference);
  if (reading.kind === 'location') redirect(locationPath(reading.location));
  return <HomeScreen sent={reference} />;
}
