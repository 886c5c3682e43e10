import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench } from '#e2e/tools/workbench';
import type { Identity } from '#lib/verify/notation/testing/make-certificate';
import { makeAuthority, makeCertificate, pemOf } from '#lib/verify/notation/testing/make-certificate';

const day = 24 * 60 * 60 * 1000;

/** The signers of the vectors: whom the policy names, another of the same authority, and one of an authority that is not trusted. */
const signers = ['release', 'visitor', 'stranger'] as const;
type SignerName = (typeof signers)[number];

/** Whom the policy of the vectors names. */
export const trustedIdentity = 'x509.subject: C=US, ST=WA, O=Acme';

/** Keys, certificates and a trust store where notation looks for them; gives what is trusted, as PEM. */
export function furnishNotary(bench: Workbench): {
  readonly stores: Readonly<Record<string, readonly string[]>>;
} {
  const term = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 3650 * day) };
  const root = makeAuthority(term);
  const foreign = makeAuthority({ ...term, commonName: 'foreign' });
  const other = [
    ['2.5.4.6', 'DE'],
    ['2.5.4.8', 'BE'],
    ['2.5.4.10', 'Visitor'],
  ] as const;
  const chains: Readonly<Record<SignerName, readonly [Identity, Identity]>> = {
    release: [makeCertificate({ ...term, issuer: root }), root],
    visitor: [makeCertificate({ ...term, issuer: root, subject: other }), root],
    stranger: [makeCertificate({ ...term, issuer: foreign }), foreign],
  };
  const home = 'home/.config/notation';
  mkdirSync(join(bench.folder, home, 'truststore/x509/ca/acme'), { recursive: true });
  bench.write(`${home}/truststore/x509/ca/acme/root.pem`, pemOf(root));
  const keys = signers.map((name) => {
    const [leaf] = chains[name];
    bench.write(`${name}.key`, String(leaf.key.export({ type: 'pkcs8', format: 'pem' })));
    bench.write(`${name}.crt`, chains[name].map(pemOf).join(''));
    return { name, keyPath: join(bench.folder, `${name}.key`), certPath: join(bench.folder, `${name}.crt`) };
  });
  bench.write(`${home}/signingkeys.json`, { default: 'release', keys });
  return { stores: { 'ca:acme': [pemOf(root)] } };
}

/** Writes the trust policy: one statement of a level. */
export function writeTrustPolicy(bench: Workbench, level: 'strict' | 'permissive'): void {
  bench.write('home/.config/notation/trustpolicy.json', {
    version: '1.0',
    trustPolicies: [
      {
        name: 'acme',
        registryScopes: ['*'],
        signatureVerification: { level },
        trustStores: ['ca:acme'],
        trustedIdentities: [trustedIdentity],
      },
    ],
  });
}
