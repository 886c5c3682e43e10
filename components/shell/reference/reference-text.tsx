import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import type { Location } from '#lib/oci/location';

type ReferenceTextProps = { readonly location: Location; readonly digest?: Digest | undefined };

/** A reference whose parts can be told apart: the registry is dim, the tag stands out. */
export function ReferenceText({ location, digest }: ReferenceTextProps) {
  if (location.screen === 'registry') return <span className="text-text">{location.registry}</span>;
  const repository = location.screen === 'repository' ? location : location.reference;
  const reference = location.screen === 'artifact' ? location.reference : undefined;
  const shown = reference?.digest ?? digest;
  return (
    <>
      <span className="text-faint">{repository.registry}/</span>
      <span className="text-text">{repository.repository}</span>
      {reference?.tag === undefined ? null : (
        <span className="font-semibold text-accent">:{reference.tag}</span>
      )}
      {shown === undefined ? null : (
        <span className="text-faint">
          {reference?.tag === undefined ? '' : ' '}@{shortened(shown)}
        </span>
      )}
    </>
  );
}

function shortened(digest: Digest): string {
  const { algorithm, encoded } = digestParts(digest);
  return `${algorithm}:${encoded.slice(0, 12)}…`;
}
