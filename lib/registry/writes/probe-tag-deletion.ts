import type { WriteContext } from '#lib/registry/calls/call-context';
import { RegistryError } from '#lib/registry/registry-error';
import { deleteManifest } from '#lib/registry/writes/delete-manifest';

// As long as a tag may be, so that nobody has it: deleting it changes nothing, and the answer tells.
const noTag = 'orrery-asks-whether-tags-can-be-deleted-and-nothing-is-called-this';

/**
 * Whether a registry deletes tags by themselves (distribution-spec end-9). One that does says that this tag is not there;
 * distribution 2 and Harbor refuse a tag as such, with 400. Undefined where the answer says neither, as 405 does: it may
 * mean that nothing at all is deleted here.
 *
 * @throws RegistryError `cancelled`
 */
export async function probeTagDeletion(
  context: WriteContext,
  repository: string,
  signal: AbortSignal | undefined,
): Promise<boolean | undefined> {
  try {
    await deleteManifest(context, repository, noTag, signal);
    return true;
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    // zot says 400 where it does not know the repository.
    const isAboutName = error.answer?.code === 'NAME_UNKNOWN' || error.answer?.code === 'NAME_INVALID';
    return error.answer?.status === 400 && !isAboutName ? false : undefined;
  }
}
