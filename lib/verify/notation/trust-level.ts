import type { TrustStatement } from '#lib/verify/policy';

/** https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md#signature-verification-details */
const notationChecks = ['integrity', 'authenticity', 'authenticTimestamp', 'expiry', 'revocation'] as const;
export type NotationCheck = (typeof notationChecks)[number];

/** `enforce`: what fails is refused · `log`: it is a warning · `skip`: it is not looked at. */
export type Action = 'enforce' | 'log' | 'skip';

const levels: Readonly<Record<'strict' | 'permissive' | 'audit', Readonly<Record<NotationCheck, Action>>>> = {
  strict: {
    integrity: 'enforce',
    authenticity: 'enforce',
    authenticTimestamp: 'enforce',
    expiry: 'enforce',
    revocation: 'enforce',
  },
  permissive: {
    integrity: 'enforce',
    authenticity: 'enforce',
    authenticTimestamp: 'log',
    expiry: 'log',
    revocation: 'log',
  },
  audit: {
    integrity: 'enforce',
    authenticity: 'log',
    authenticTimestamp: 'log',
    expiry: 'log',
    revocation: 'log',
  },
};

/**
 * What a statement does with each check: its level with its overrides; undefined for the level `skip`, which checks
 * nothing. Integrity is enforced whatever an override says.
 */
export function actionsOf({
  level,
  override,
}: TrustStatement['signatureVerification']): Readonly<Record<NotationCheck, Action>> | undefined {
  if (level === 'skip') return undefined;
  const overridden = notationChecks.flatMap((check) => {
    const action = Object.hasOwn(override, check) ? override[check] : undefined;
    return action === undefined || check === 'integrity' ? [] : [[check, action] as const];
  });
  return { ...levels[level], ...Object.fromEntries(overridden) };
}
