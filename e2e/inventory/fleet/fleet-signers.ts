import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyPolicy, makeKey, payloadOf, signPayload } from '#e2e/fakes/sign-simple';
import type { Descriptor } from '#lib/oci/descriptor';
import { makeAuthority, makeCertificate, pemOf } from '#lib/verify/notation/testing/make-certificate';
import type { TestSigner } from '#lib/verify/notation/testing/make-envelope';
import { makeJws } from '#lib/verify/notation/testing/make-envelope';

const dayMs = 24 * 60 * 60 * 1_000;
/** Signers whose certificates differ in their common name. */
export const signerCount = 5;

/** Who signs images as cosign and notation do, by the same algorithms; whom the policy trusts, and whom it does not. */
export type FleetSigners = {
  /** A signature as cosign 2 writes it; `isForged`: by a key that the policy does not name. */
  readonly simple: (
    digest: string,
    isForged: boolean,
  ) => { readonly payload: string; readonly signature: string };
  /** An envelope as notation writes it, by one of the signers; `isExpired`: his certificate is over. */
  readonly envelope: (target: Descriptor, signer: number, isExpired: boolean) => Uint8Array;
  /** Writes the policy that trusts them, with the keys of others beside it. */
  readonly writePolicy: (
    folder: string,
    keys?: readonly string[],
    certificates?: readonly string[],
  ) => Promise<void>;
};

/** The common name of a signer. */
export function signerName(signer: number): string {
  return `release-${signer}`;
}

/** Makes keys and certificates: they are other ones each time. */
export function makeFleetSigners(now: number): FleetSigners {
  const key = makeKey();
  const stranger = makeKey();
  const term = { notBefore: new Date(now - 30 * dayMs), notAfter: new Date(now + 30 * dayMs) };
  const root = makeAuthority(term);
  const chainOf = (commonName: string, notAfter: Date): TestSigner => {
    const leaf = makeCertificate({ ...term, notAfter, issuer: root, commonName });
    return { leaf, chain: [leaf, root], pem: pemOf(root) };
  };
  const signers = Array.from({ length: signerCount }, (_, index) =>
    chainOf(signerName(index), term.notAfter),
  );
  const over = chainOf('over', new Date(now - dayMs));
  return {
    simple: (digest, isForged) =>
      signPayload(isForged ? stranger.privateKey : key.privateKey, payloadOf(digest)),
    envelope: (target, index, isExpired) => {
      const signer = isExpired ? over : signers[index % signerCount];
      if (signer === undefined) throw new Error('There is no such signer.');
      const { digest, size, mediaType } = target;
      const headers = {
        ...{
          alg: 'ES256',
          crit: ['io.cncf.notary.signingScheme'],
          cty: 'application/vnd.cncf.notary.payload.v1+json',
        },
        'io.cncf.notary.signingScheme': 'notary.x509',
        'io.cncf.notary.signingTime': new Date(now - 10 * dayMs).toISOString().replace(/\.\d+/, ''),
      };
      return makeJws(signer, {
        headers,
        payload: JSON.stringify({ targetArtifact: { mediaType, digest, size } }),
      });
    },
    writePolicy: async (folder, keys = [], certificates = []) => {
      await mkdir(join(folder, 'notation/truststore/x509/ca/acme'), { recursive: true });
      const authorities = [key.pem, ...keys].map((data, index) => ({
        name: `release-${index}`,
        key: { data },
      }));
      const { spec, ...policy } = keyPolicy(key.pem);
      const text = JSON.stringify({ ...policy, spec: { ...spec, authorities } });
      await writeFile(join(folder, 'policy.json'), text);
      for (const [index, pem] of [pemOf(root), ...certificates].entries())
        await writeFile(join(folder, `notation/truststore/x509/ca/acme/${index}.pem`), pem);
      const statement = {
        ...{ name: 'acme', registryScopes: ['*'], signatureVerification: { level: 'strict' } },
        ...{ trustStores: ['ca:acme'], trustedIdentities: ['*'] },
      };
      const trustPolicy = { version: '1.0', trustPolicies: [statement] };
      await writeFile(join(folder, 'notation/trustpolicy.json'), JSON.stringify(trustPolicy));
    },
  };
}
