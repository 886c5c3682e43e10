import { alpinePackages, npmPackages } from '#e2e/demo/images/packages';

/** What people and machines of the company write about a release. */

export function slsaProvenance(version: string, created: string) {
  return {
    buildDefinition: {
      buildType: 'https://ci.acme.example/buildtypes/container/v1',
      externalParameters: {
        source: `git+https://git.acme.example/shop/storefront@refs/tags/v${version}`,
        target: 'release',
        platforms: ['linux/amd64', 'linux/arm64'],
      },
      internalParameters: { pipeline: 48377, runner: 'hardened-linux-8' },
      resolvedDependencies: [
        {
          uri: `git+https://git.acme.example/shop/storefront@refs/tags/v${version}`,
          digest: { gitCommit: '7c1f0e6b52d84a9f93d1a64c0b8e2f75a1d9c340' },
        },
        {
          uri: 'pkg:docker/alpine@3.22',
          digest: { sha256: '4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1' },
        },
      ],
    },
    runDetails: {
      builder: { id: 'https://ci.acme.example/builders/container@v4', version: { ci: '17.5.2' } },
      metadata: {
        invocationId: 'https://ci.acme.example/shop/storefront/-/pipelines/48377',
        startedOn: created,
        finishedOn: new Date(Date.parse(created) + 211_000).toISOString(),
      },
    },
  };
}

/** Step by step from the SBOM to the release: each is about the one before it. */
export const approvals = [
  {
    name: 'license-review.json',
    artifactType: 'application/vnd.acme.license-review.v1+json',
    created: '2026-10-23T13:20:00Z',
    content: {
      reviewer: 'Open Source Program Office',
      outcome: 'accepted',
      packages: alpinePackages.length + npmPackages.length + 1,
      exceptions: [
        { license: 'BlueOak-1.0.0', reason: 'permissive, added to the policy' },
        { license: 'MPL-2.0', reason: 'used unchanged' },
      ],
    },
  },
  {
    name: 'security-approval.json',
    artifactType: 'application/vnd.acme.security-approval.v1+json',
    created: '2026-10-23T15:05:00Z',
    content: {
      approver: 'Product Security',
      outcome: 'approved',
      conditions: ['daily scan', 'VEX kept current'],
    },
  },
  {
    name: 'change-record.json',
    artifactType: 'application/vnd.acme.change-record.v1+json',
    created: '2026-10-24T06:30:00Z',
    content: { change: 'CHG-20418', window: '2026-10-24T07:00:00Z/PT2H', service: 'storefront', risk: 'low' },
  },
] as const;

/** A document of a kind that only this company knows. */
export const flightPlan = {
  release: 'storefront 2.4.1',
  captain: 'ines.okafor@acme.example',
  legs: [
    { region: 'eu-north', traffic: '5%', hold: 'PT30M' },
    { region: 'eu-central', traffic: '50%', hold: 'PT2H' },
    { region: 'all', traffic: '100%', hold: 'PT0S' },
  ],
  abort: { when: 'error rate above 0.5% for 5 minutes', backTo: '2.4.0' },
} as const;
