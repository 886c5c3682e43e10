/** What was to be sent could not be read: no fault of the registry that it was meant for. The reason is the cause. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  constructor(cause: unknown) {
    super('What was to be sent could not be read.', { cause });
  }
}
