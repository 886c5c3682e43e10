import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { hookSnippets, likelySnippet } from './hook-snippets.ts';

const target = { address: 'https://orrery.example/api/hooks/a.io%3A5000', token: 'a-token_of-32' };
const textOf = (id: string) => hookSnippets.find((snippet) => snippet.id === id)?.text(target) ?? '';

test.each(hookSnippets.map(({ id }) => id))('%s is told the address and the token', (id) => {
  const text = textOf(id);
  expect(text).toContain(target.token);
  expect(text).toContain('orrery.example/api/hooks/a.io%3A5000');
});

test('distribution is told to leave out reads, and reads its text as YAML', () => {
  expect(load(textOf('distribution'))).toMatchObject({
    notifications: {
      endpoints: [
        {
          url: target.address,
          headers: { Authorization: [`Bearer ${target.token}`] },
          ignore: { actions: ['pull'] },
        },
      ],
    },
  });
});

test.each(['zot', 'harbor', 'quay'])('%s reads its text as JSON', (id) => {
  expect(() => JSON.parse(textOf(id))).not.toThrow();
});

test('what can only be given an address gets the token as its password', () => {
  const { username, password, pathname } = new URL(textOf('docker-hub').trim());
  expect([username, password, pathname]).toEqual(['orrery', target.token, '/api/hooks/a.io%3A5000']);
});

test.each([
  ['docker.io', 'docker-hub'],
  ['ghcr.io', 'ghcr'],
  ['quay.io', 'quay'],
  ['123.dkr.ecr.eu-west-1.amazonaws.com', 'ecr'],
  ['acme.azurecr.io', 'acr'],
  ['harbor.lan', 'harbor'],
  ['localhost:5000', 'distribution'],
])('%s is likely %s', (host, id) => {
  expect(likelySnippet(host)).toBe(id);
});
