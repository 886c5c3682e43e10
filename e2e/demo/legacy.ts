import { spdxDocument } from '#e2e/demo/documents/spdx';
import { alpinePackages } from '#e2e/demo/images/packages';
import type { Publishing } from '#e2e/demo/release';

const insecure = ['--allow-http-registry', '--allow-insecure-registry'];

/** A service that still signs with cosign 2: signature, attestation and SBOM under tags beside the image. */
export async function publishLegacy({ bench, publisher, host }: Publishing): Promise<void> {
  const repository = `${host}/acme/payments`;
  const digest = await publisher.push('images', 'payments', `${repository}:3.2.0`);
  const image = `${repository}@${digest}`;
  const identity = ['--sign-container-identity', 'registry.acme.example/acme/payments'];
  const key = ['--key', 'cosign.key', '--tlog-upload=false', ...insecure];
  await bench.run('cosign2', ['sign', ...key, ...identity, image]);
  const test = bench.write('contract-tests.json', {
    result: 'PASSED',
    configuration: [
      { name: 'payments-contract', uri: 'https://git.acme.example/shop/payments/contract.yaml' },
    ],
    passedTests: ['authorise', 'capture', 'refund', 'chargeback'],
    failedTests: [],
  });
  const type = 'https://in-toto.io/attestation/test-result/v0.1';
  await bench.run('cosign2', ['attest', ...key, '--type', type, '--predicate', test, image]);
  const sbom = bench.write(
    'payments.spdx.json',
    spdxDocument('payments', '2025-03-11T08:02:00Z', alpinePackages),
  );
  await bench.run('cosign2', ['attach', 'sbom', ...insecure, '--type', 'spdx', '--sbom', sbom, image]);
}
