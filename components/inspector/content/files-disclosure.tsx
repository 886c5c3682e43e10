'use client';

import dynamic from 'next/dynamic';
import { SkeletonRows } from '#components/ui/placeholder';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { Disclosure } from './disclosure.tsx';

const FilesView = dynamic(
  () => import('#components/viewers/files/files-view').then((file) => file.FilesView),
  { ssr: false, loading: () => <SkeletonRows count={6} label="Loading the viewer" className="h-7" /> },
);

type FilesDisclosureProps = {
  readonly repository: Repository;
  /** The manifest whose layers make a file system. */
  readonly manifest?: Digest | undefined;
  /** The layer whose files are shown; those of the whole platform when it is left out. */
  readonly archive?: Descriptor;
  /** What the button shows and hides: `files`. */
  readonly noun: string;
  readonly className?: string;
};

/** A button that opens the files of a layer, or of all layers. */
export function FilesDisclosure({ archive, noun, className = '', ...place }: FilesDisclosureProps) {
  return (
    <Disclosure noun={noun} className={className}>
      {() => (
        <FilesView
          {...place}
          archive={archive?.digest}
          {...(archive === undefined ? {} : { size: archive.size })}
        />
      )}
    </Disclosure>
  );
}
