import { expect, test } from 'vitest';
import type { Authority, NamedRoot } from '#lib/verify/policy';
import { describeAuthority } from './describe-authority.ts';

const root: NamedRoot = {
  name: 'public-good',
  date: '2026-01-01',
  root: { mediaType: '', tlogs: [], certificateAuthorities: [], ctlogs: [], timestampAuthorities: [] },
};
const identities = [
  {
    issuer: 'https://issuer.example',
    subject: 'ada@acme.example',
    extensions: { runnerEnvironment: 'github-hosted' },
  },
  { issuer: 'https://issuer.example', subjectRegExp: '^a$' },
];

function say(more: Partial<Authority>): string {
  const head: Authority = {
    name: 'a',
    formats: ['legacy', 'bundle'],
    attestations: [],
    unsupported: [],
    warnings: [],
    trust: { by: 'nothing' },
  };
  return describeAuthority({ ...head, ...more });
}

test.each<[Partial<Authority>, string]>([
  [
    { trust: { by: 'key', key: { name: 'release', pem: '' }, demands: { ignoreCtLog: true, log: root } } },
    'A signature by the key release, with a log entry.',
  ],
  [
    {
      formats: ['bundle'],
      trust: { by: 'key', key: { name: 'release', pem: '' }, demands: { ignoreCtLog: true, log: 'none' } },
    },
    'A signature as a bundle by the key release, also without a log entry.',
  ],
  [
    {
      attestations: [{ name: 'p', predicateType: 'https://slsa.dev/provenance/v1' }],
      trust: { by: 'keyless', root, identities, demands: { ignoreCtLog: false, timestamp: root } },
    },
    'A statement of the type https://slsa.dev/provenance/v1 with a certificate of ada@acme.example (vouched for by https://issuer.example, runnerEnvironment github-hosted) or anyone who fits ^a$ (vouched for by https://issuer.example), proven by the trusted root public-good of 2026-01-01, with a time stamp.',
  ],
  [
    { trust: { by: 'notation', trustPolicy: 'ours' } },
    'A signature that the statement ours of the notation trust policy accepts.',
  ],
  [{}, 'Nobody: Orrery does not support this authority.'],
])('%# an authority is told in one sentence', (authority, sentence) => {
  expect(say(authority)).toBe(sentence);
});
