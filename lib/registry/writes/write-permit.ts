/**
 * Proof that a change stands in the record before a registry is asked for it. A connection makes a writing client only for a
 * permit, so that a write without a record does not type-check.
 */
export class WritePermit {
  // A private field makes the type nominal: no other object passes for a permit.
  readonly #recorded = true;

  private constructor() {}

  /** Resolves once `commit` has; rejects as it does, and then there is no permit. */
  static async after(commit: () => Promise<void>): Promise<WritePermit> {
    await commit();
    return new WritePermit();
  }

  /** Throws a TypeError for anything that is no permit, whatever its type says. */
  static check(permit: WritePermit): void {
    if (!permit.#recorded) throw new TypeError('A permit is always recorded.');
  }
}
