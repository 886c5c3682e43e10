import { expect, test } from 'vitest';
import { OciError } from '#lib/oci/oci-error';
import { RegistryError } from '#lib/registry/registry-error';
import { problemError, problemOfError, signInHint } from './problem-error.ts';

test.each([
  ['docker.io', 'Docker ID'],
  ['ghcr.io', 'read:packages'],
  ['public.ecr.aws', 'user AWS'],
  ['123456789012.dkr.ecr.eu-central-1.amazonaws.com', 'user AWS'],
  ['acme.azurecr.io', 'az acr login'],
  ['eu.gcr.io', 'oauth2accesstoken'],
  ['europe-docker.pkg.dev', 'oauth2accesstoken'],
  ['quay.io', 'robot account'],
  ['registry.gitlab.com', 'read_registry'],
  ['acme.jfrog.io', 'identity token'],
  ['registry.digitalocean.com', 'API token'],
  ['codeberg.org', 'read:package'],
])('%s says which credentials it takes', (registry, words) => {
  expect(signInHint(registry)).toContain(words);
});

test.each(['registry.lan:5000', 'ghcr.io.evil.example', 'notquay.io', 'localhost:5000'])(
  '%s is nobody we know',
  (registry) => {
    expect(signInHint(registry)).toBeUndefined();
  },
);

// Next bundles its modules apart: of what the inventory throws, the class is another one there.
test.each([
  [new RegistryError('timeout', 'a.io', 'a.io did not answer.'), 'timeout'],
  [new OciError('manifest-invalid', 'It has no layers.'), 'manifest-invalid'],
  [problemError('busy', 'A scan finishes first.'), 'busy'],
  [new Error('a secret'), 'internal'],
])('%o keeps what it says when its class comes from another bundle', (error, code) => {
  const elsewhere = Object.assign(new Error(error.message), { ...error, name: error.name });
  const problem = problemOfError(elsewhere, 'one');
  expect(problem).toMatchObject({ code, requestId: 'one' });
  expect(problem.detail).not.toContain('secret');
});
