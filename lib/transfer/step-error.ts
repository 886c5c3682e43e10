export type StepErrorCode =
  | 'upload-gone'
  | 'upload-changed'
  | 'list-unusable'
  | 'list-contended'
  | 'manifest-changed'
  | 'tag-not-set'
  | 'too-much-to-keep'
  | 'archive-incomplete'
  | 'verify-failed';

/** A step that failed without a refusal of the registry; to run it again may help. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly code: StepErrorCode;

  constructor(code: StepErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The registry acknowledged content that it does not have: the steps that push it can run again. */
export class LostContent extends StepError {
  /** Digests and tags. */
  readonly lost: ReadonlySet<string>;

  constructor(message: string, lost: ReadonlySet<string>, code: StepErrorCode = 'verify-failed') {
    super(code, message);
    this.lost = lost;
  }
}

/** The registry changed after the plan was made; the message says what. The plan must be made again. */
export class PlanOutdated extends Error {
  override readonly name = 'PlanOutdated';
  readonly code = 'plan-outdated';
}
