import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench } from '#e2e/tools/workbench';
import type { Annotations } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';
import { acme, makeCertificate, pemOf } from '#lib/verify/notation/testing/make-certificate';

type Attachment = {
  /** Host, repository, and tag or digest of what it is about. */
  readonly subject: string;
  readonly artifactType: string;
  readonly file: string;
  readonly content: unknown;
  readonly annotations?: Annotations;
};

/** Puts content into a registry that speaks plain http, each kind with the client people use for it. */
export type Publisher = {
  /** Pushes a tag of a layout folder under one or more tags. */
  readonly push: (layout: string, tag: string, target: string) => Promise<Digest>;
  readonly attach: (attachment: Attachment) => Promise<Digest>;
  readonly sign: (reference: string, options?: readonly string[]) => Promise<void>;
  readonly attest: (reference: string, type: string, predicate: unknown) => Promise<void>;
  readonly notarize: (
    reference: string,
    format: 'jws' | 'cose',
    options?: readonly string[],
  ) => Promise<void>;
  /** The public halves of the keys that signed. */
  readonly publicKeys: () => Promise<{ readonly cosign: string; readonly notation: string }>;
};

const offline = [
  '--use-signing-config=false',
  '--tlog-upload=false',
  '--allow-http-registry',
  '--allow-insecure-registry',
];

export function createPublisher(bench: Workbench): Publisher {
  let cosignKey: Promise<unknown> | undefined;
  let notary: string | undefined;
  const makeCosignKey = () => {
    cosignKey ??= bench.run('cosign', ['generate-key-pair']);
    return cosignKey;
  };
  const trustedCertificate = () => {
    notary ??= furnishNotary(bench);
    return notary;
  };

  return {
    push: async (layout, tag, target) => {
      await bench.run('oras', ['cp', '--from-oci-layout', '--to-plain-http', `${layout}:${tag}`, target]);
      const [reference = ''] = target.split(',');
      return parseDigest((await bench.run('crane', ['digest', reference])).trim());
    },
    attach: async ({ subject, artifactType, file, content, annotations = {} }) => {
      bench.write(file, content);
      const notes = Object.entries(annotations).flatMap(([key, value]) => [
        '--annotation',
        `${key}=${value}`,
      ]);
      const target = ['--plain-http', '--format', 'json', '--artifact-type', artifactType, ...notes, subject];
      const said: { readonly digest: string } = JSON.parse(
        await bench.run('oras', ['attach', ...target, `${file}:${artifactType}`]),
      );
      return parseDigest(said.digest);
    },
    sign: async (reference, options = []) => {
      await makeCosignKey();
      await bench.run('cosign', ['sign', '--key', 'cosign.key', ...offline, ...options, reference]);
    },
    attest: async (reference, type, predicate) => {
      await makeCosignKey();
      const file = bench.write(`${type}.predicate.json`, predicate);
      const about = ['--type', type, '--predicate', file];
      await bench.run('cosign', ['attest', '--key', 'cosign.key', ...offline, ...about, reference]);
    },
    notarize: async (reference, format, options = []) => {
      trustedCertificate();
      // By default notation writes the referrers tag even where the registry has the API.
      const how = ['--insecure-registry', '--force-referrers-tag=false', '--signature-format', format];
      await bench.run('notation', ['sign', ...how, ...options, reference]);
    },
    publicKeys: async () => {
      await makeCosignKey();
      return { cosign: bench.read('cosign.pub'), notation: trustedCertificate() };
    },
  };
}

/**
 * A key for notation with a certificate of a hundred years, where notation looks for it, trusted there too; gives the
 * certificate. Those that notation makes for tests end after a day, and what they signed is then no longer valid.
 */
function furnishNotary(bench: Workbench): string {
  const name = 'acme.example';
  const subject = [...acme, ['2.5.4.3', name]] as const;
  const signer = makeCertificate({
    subject,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2126-01-01T00:00:00Z'),
  });
  const home = 'home/.config/notation';
  const trusted = `${home}/truststore/x509/ca/${name}`;
  mkdirSync(join(bench.folder, trusted), { recursive: true });
  bench.write(`${trusted}/${name}.pem`, pemOf(signer));
  const keyPath = join(
    bench.folder,
    bench.write('notation.key', signer.key.export({ type: 'pkcs8', format: 'pem' })),
  );
  const certPath = join(bench.folder, bench.write('notation.crt', pemOf(signer)));
  bench.write(`${home}/signingkeys.json`, { default: name, keys: [{ name, keyPath, certPath }] });
  return pemOf(signer);
}
