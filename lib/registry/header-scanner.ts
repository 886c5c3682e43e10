import { fixedLimits } from './limits.ts';

/** Reads a header value from left to right, one sticky pattern after the other; what lies beyond the limit is not read. */
export type HeaderScanner = {
  readonly isAtEnd: () => boolean;
  /** The match that begins here, behind which it stands then; null when there is none. The pattern is sticky. */
  readonly take: (pattern: RegExp) => RegExpExecArray | null;
  /** Leaves out one character that makes no sense here. */
  readonly skip: () => void;
};

/** A scanner at the beginning of a header value. */
export function scanHeader(value: string): HeaderScanner {
  const text = value.slice(0, fixedLimits.headerMaxLength);
  let position = 0;
  return {
    isAtEnd: () => position >= text.length,
    take: (pattern) => {
      pattern.lastIndex = position;
      const match = pattern.exec(text);
      if (match !== null) position = pattern.lastIndex;
      return match;
    },
    skip: () => {
      position += 1;
    },
  };
}
