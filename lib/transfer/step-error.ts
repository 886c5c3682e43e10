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

/** A step that did not come to its end for a reason that is no registry's refusal; running it again may help. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly code: StepErrorCode;

  constructor(code: StepErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The registry has acknowledged content that is not there: what brings it can be done again. */
export class LostContent extends StepError {
  /** Digests and tags. */
  readonly lost: ReadonlySet<string>;

  constructor(message: string, lost: ReadonlySet<string>, code: StepErrorCode = 'verify-failed') {
    super(code, message);
    this.lost = lost;
  }
}

/** What a plan was made from is no longer so; the message says what changed. The plan has to be made anew. */
export class PlanOutdated extends Error {
  override readonly name = 'PlanOutdated';
  readonly code = 'plan-outdated';
}
