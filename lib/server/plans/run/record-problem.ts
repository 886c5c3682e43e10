import type { ProblemCode } from '#lib/api/problems/problem-code';
import { ProblemError } from '#lib/api/problems/problem-error';
import { hasErrorCode } from '#lib/layout/files/file-error';
import { problemError, storeProblem } from '#lib/server/platform/problem-error';
import type { ChangesParts } from './changes-parts.ts';

type Calls = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>;

/**
 * The same journal and audit log, which reject with ProblemErrors alone: `disk-full`, `journal-unwritable`,
 * `audit-unwritable`, `store-unavailable`.
 */
export function withRecordProblems<Parts extends Pick<ChangesParts, 'journal' | 'audit'>>(
  parts: Parts,
): Parts {
  return {
    ...parts,
    journal: explained(parts.journal, 'journal-unwritable', 'journal'),
    audit: explained(parts.audit, 'audit-unwritable', 'audit log'),
  };
}

function explained<T extends Calls>(record: T, code: ProblemCode, name: string): T {
  return new Proxy(record, {
    get: (calls, key) => {
      const call = Reflect.get(calls, key);
      if (typeof call !== 'function') return call;
      return async (...given: unknown[]) => {
        try {
          return await Reflect.apply(call, calls, given);
        } catch (error) {
          throw recordProblem(error, code, name);
        }
      };
    },
  });
}

function recordProblem(cause: unknown, code: ProblemCode, name: string): ProblemError {
  if (cause instanceof ProblemError) return cause;
  if (isDiskFull(cause)) {
    const detail = `The disk is full: the ${name} cannot be written.`;
    return problemError('disk-full', detail, { cause });
  }
  const ofStore = storeProblem(cause);
  if (ofStore !== undefined) return ofStore;
  const isLost = cause instanceof Error && hasErrorCode(cause, 'record-lost');
  const detail = isLost ? cause.message : `The ${name} cannot be written.`;
  return problemError(code, detail, { cause });
}

// https://www.sqlite.org/rescode.html#full
const sqliteFull = 13;

function isDiskFull(error: unknown): boolean {
  if (hasErrorCode(error, 'ENOSPC') || hasErrorCode(error, 'EDQUOT')) return true;
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteFull;
}
