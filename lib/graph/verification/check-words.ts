import type { CheckCode } from './check-code.ts';
import type { CheckState, EvidenceCheck } from './evidence-check.ts';

/** Why, in a few words, as the end of `signature failed: …` and `cannot check: …`. */
const codeWords = {
  'matches-policy': 'named by the policy',
  'no-authority-names-it': 'no authority names the signer',
  'no-policy': 'no policy applies',
  unsigned: 'not signed',
  malformed: 'cannot be read',
  'ambiguous-json': 'ambiguous JSON',
  'wrong-payload-type': 'wrong payload type',
  'wrong-signature-count': 'wrong number of signatures',
  'wrong-material': 'key does not match the signature',
  'signature-mismatch': 'does not match the content',
  'other-digest': 'names another digest',
  'subject-missing': 'names no digest',
  'certificate-chain': 'certificate chain is broken',
  'certificate-usage': 'certificate is not for signing',
  'certificate-expired': 'certificate expired',
  'certificate-revoked': 'certificate revoked',
  'certificate-not-trusted': 'certificate not trusted',
  'issuers-contradict': 'issuers contradict each other',
  'log-entry-missing': 'no log entry',
  'log-entry-invalid': 'log entry is invalid',
  'timestamp-missing': 'no time stamp',
  'timestamp-invalid': 'time stamp is invalid',
  'time-in-future': 'signed in the future',
  expired: 'signature expired',
  'algorithm-refused': 'algorithm refused',
  'annotation-invalid': 'annotation does not match',
  'no-key': 'no key',
  'no-trusted-root': 'no trusted root',
  'no-trust-store': 'no trust store',
  'invalid-trusted-root': 'trusted root is broken',
  'log-not-known': 'unknown log',
  'ct-log-not-known': 'certificate unknown log',
  'plugin-needed': 'a plugin is needed',
  'revocation-not-checked': 'revocation not checked',
  'algorithm-not-supported': 'algorithm not supported',
  'version-not-supported': 'version not supported',
  'form-not-supported': 'form not supported',
  'policy-not-supported': 'policy not supported',
  'not-read': 'not read',
  internal: 'the check failed',
} as const satisfies Record<CheckCode, string>;

/** A state as one word, or two. */
export const stateWords = {
  present: 'present',
  valid: 'valid',
  matches: 'matches',
  failed: 'failed',
  'cannot-check': 'cannot check',
} as const satisfies Record<CheckState, string>;

/** What is known of a kind of evidence at one place: what its check came to, that there is none, or that nobody could tell. */
export type EvidenceState = CheckState | 'none' | 'unknown';

/** The words for a kind of evidence, the same on every screen. */
export const evidenceStateWords: Readonly<Record<EvidenceState, string>> = {
  ...stateWords,
  none: 'none',
  unknown: 'not determined',
};

/** The policy of an authority, which is written `policy/authority`; of `notation/statement` it is the statement. */
export function policyOf(authority: string): string {
  if (authority.startsWith('notation/')) return authority.slice('notation/'.length);
  const end = authority.lastIndexOf('/');
  return end <= 0 ? authority : authority.slice(0, end);
}

/** A check in a few words: `valid`, `matches acme-release`, `certificate expired`, `cannot check: no key`. */
export function checkText({
  state,
  code,
  authority,
}: Pick<EvidenceCheck, 'state' | 'code' | 'authority'>): string {
  switch (state) {
    case 'present':
      return code === 'unsigned' ? 'not signed' : 'not checked';
    case 'valid':
      return 'valid';
    case 'matches':
      return authority === undefined ? 'matches the policy' : `matches ${policyOf(authority)}`;
    case 'failed':
      return codeWords[code];
    case 'cannot-check':
      return `cannot check: ${codeWords[code]}`;
    default:
      return state satisfies never;
  }
}
