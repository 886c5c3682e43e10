import { expect, test } from 'vitest';
import { describeSettings } from './describe-settings.ts';
import { readSettings } from './env.ts';

const nothing = () => {
  throw new Error('no file');
};

test('a team reads what was understood, without a secret', () => {
  const settings = readSettings(
    {
      ORRERY_DATA_DIR: '/data',
      ORRERY_PUBLIC_URL: 'https://orrery.example',
      ORRERY_DATABASE_URL: 'postgres://orrery:word@db.example:5432/orrery?sslmode=require',
      ORRERY_SESSION_KEY: 'c0ffee12-9b7d-4a57-8f3e-51d2a7b6e480',
      ORRERY_OIDC_ISSUER: 'https://login.example',
      ORRERY_OIDC_CLIENT_ID: 'orrery',
      ORRERY_OIDC_CLIENT_SECRET: 's3cret',
      ORRERY_ROLES: '[{"group":"dev","role":"editor","repositories":["a.io/**"]},{"group":"staff"}]',
      ORRERY_REGISTRIES: '[{"host":"a.io"}]',
      ORRERY_TRUSTED_PROXIES: '10.0.0.5, fd00::/8',
      ORRERY_INTERNAL_ADDRESS: '10.0.0.9:3001',
    },
    nothing,
  );
  expect(describeSettings(settings)).toBe(`port:            3000
data folder:     /data
registries:      a.io
changes:         none, read-only
inventory:       off
webhooks:        to any public address with https
policy folder:   none
database:        PostgreSQL at db.example:5432/orrery
metrics:         port 9464
traces:          off
mode:            a team, at https://orrery.example
listens on:      127.0.0.1
replicas:        reach this one at 10.0.0.9:3001
trusted proxies: 10.0.0.5/32, fd00::/8
session keys:    one
sign-in:         https://login.example as orrery
scopes:          openid profile email
groups:          the claim "groups"
role:            dev is editor in a.io/**
role:            staff is viewer in all repositories`);
});

test('one person reads the same about a machine', () => {
  const text = describeSettings(readSettings({ ORRERY_DATA_DIR: '/data' }, nothing));
  expect(text).toContain('mode:            one person, on this machine');
  expect(text).toContain('changes:         allowed');
  expect(text).toContain('metrics:         off');
});
