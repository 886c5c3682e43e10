import { expect, test } from 'vitest';
import { credentialsSchema, namesSchema, resolvedSchema } from '#lib/api/contract/registry-contract';

test('a page of names ends, leads on, or says why it stops', () => {
  for (const page of [{ names: [] }, { names: ['a'], next: 'a' }, { names: ['a'], cut: 'Too long.' }]) {
    expect(namesSchema.parse(page)).toEqual(page);
  }
});

test('credentials may be a token server alone', () => {
  const credentials = { host: 'a.io', tokenServer: 'https://auth.a.io' };
  expect(credentialsSchema.parse(credentials)).toEqual(credentials);
});

test('what a reference points to has a digest', () => {
  const resolved = { reference: 'a.io/b:1', digest: 'latest', mediaType: 'a/b', size: 1 };
  expect(resolvedSchema.safeParse(resolved).error?.issues[0]).toMatchObject({
    path: ['digest'],
    message: 'is not a digest.',
  });
});
