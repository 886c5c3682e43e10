export type OciErrorCode =
  | 'reference-invalid'
  | 'digest-invalid'
  | 'descriptor-invalid'
  | 'manifest-invalid'
  | 'manifest-ambiguous'
  | 'json-invalid'
  | 'json-too-deep'
  | 'document-invalid'
  | 'layout-invalid';

/** A text or document that breaks the OCI specifications; `hint` says what a person can do about it. */
export class OciError extends Error {
  override readonly name = 'OciError';
  readonly code: OciErrorCode;
  readonly hint: string | undefined;

  constructor(code: OciErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
