/**
 * `store-unavailable`: the database does not answer, or takes no work. `plan-taken`: another replica runs the plan.
 * `record-lost`: a file of the record is in the data folder no more.
 */
type StoreErrorCode = 'store-unavailable' | 'plan-taken' | 'record-lost';

/**
 * Why something could not be recorded. Our own server throws it and the route handlers receive it, which Next bundles
 * with classes of their own: it is told by its code, never by its class.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
