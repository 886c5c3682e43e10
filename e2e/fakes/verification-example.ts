import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Verification } from '#lib/graph/verification/verification';
import { digestOf } from './graph-example.ts';

/** A signature that holds and that no policy names, unless `change` says otherwise. */
export function evidenceCheckOf(change: Partial<EvidenceCheck> = {}): EvidenceCheck {
  return {
    digest: digestOf(2),
    about: digestOf(1),
    form: 'sigstore-bundle',
    kind: 'signature',
    state: 'valid',
    facets: { integrity: { state: 'holds' }, binding: { state: 'holds' }, trust: { state: 'holds' } },
    times: [],
    code: 'no-authority-names-it',
    reason: 'No authority of the policy names the signer.',
    ...change,
  };
}

/** The verification of an artifact that passes, unless `change` says otherwise. */
export function verificationOf(change: Partial<Verification> = {}): Verification {
  return {
    reference: 'localhost:5000/acme/web:1.0',
    digest: digestOf(1),
    at: '2026-11-26T04:40:00Z',
    policy: { name: 'acme-release', hash: 'ab'.repeat(32), source: 'file' },
    verdict: 'pass',
    reasons: ['One signature matches acme-release.'],
    checks: [],
    answers: [],
    commands: [],
    ...change,
  };
}
