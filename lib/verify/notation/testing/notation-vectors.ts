import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseDigest } from '#lib/oci/digest';
import type { TrustStatement } from '#lib/verify/policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';

const statement = z.object({
  name: z.string(),
  registryScopes: z.array(z.string()),
  signatureVerification: z.object({
    level: z.enum(['strict', 'permissive', 'audit', 'skip']),
    override: z.record(z.string(), z.enum(['enforce', 'log', 'skip'])).default({}),
    verifyTimestamp: z.enum(['always', 'afterCertExpiry']).default('always'),
  }),
  trustStores: z.array(z.string()),
  trustedIdentities: z.array(z.string()),
});

const file = z.object({
  policies: z.record(z.string(), z.object({ trustPolicies: z.tuple([statement]) })),
  stores: z.record(z.string(), z.array(z.string())),
  cases: z.array(
    z.object({
      name: z.string(),
      descriptor: z.object({ digest: z.string(), size: z.number(), mediaType: z.string() }),
      envelopes: z.array(z.object({ mediaType: z.string(), base64: z.string() })),
      notation: z.record(z.string(), z.enum(['ok', 'fail'])),
    }),
  ),
});

/** One artifact under one statement, and what notation said. */
export type NotationVector = {
  readonly name: string;
  readonly policy: string;
  readonly evidence: readonly SignedEvidence[];
  readonly statement: TrustStatement;
  readonly stores: Readonly<Record<string, readonly string[]>>;
  readonly verdict: 'ok' | 'fail';
};

/** The vectors in a file, one for each artifact and statement. */
export function notationVectors(folder: string, name: string): readonly NotationVector[] {
  const { policies, stores, cases } = file.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return cases.flatMap(({ name, descriptor, envelopes, notation }) =>
    Object.entries(notation).flatMap(([policy, verdict]) => {
      const statement = policies[policy]?.trustPolicies[0];
      const target = { ...descriptor, digest: parseDigest(descriptor.digest) };
      const evidence = envelopes.map((one) => evidenceOf(one, target));
      return statement === undefined ? [] : [{ name, policy, evidence, statement, stores, verdict }];
    }),
  );
}

function evidenceOf(
  { mediaType, base64 }: { readonly mediaType: string; readonly base64: string },
  target: SignedEvidence['target'],
): SignedEvidence {
  const form = mediaType === 'application/cose' ? 'notation-cose' : 'notation-jws';
  return {
    digest: target.digest,
    target,
    kind: 'signature',
    material: { form, bytes: Buffer.from(base64, 'base64') },
  };
}
