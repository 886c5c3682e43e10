import { expect, test } from 'vitest';
import { RegistryError } from '#lib/registry/registry-error';
import { networkError } from './network-error.ts';

const context = { url: new URL('https://ghcr.io/v2/'), registry: 'ghcr.io', signal: undefined };
const withCode = (code: string) => Object.assign(new Error('raw words of the system'), { code });

test.each([
  ['ENOTFOUND', 'host-unknown'],
  ['EAI_AGAIN', 'host-unknown'],
  ['ECONNREFUSED', 'connection-refused'],
  ['EHOSTUNREACH', 'connection-refused'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['EPROTO', 'tls-failed'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed'],
  ['CERT_HAS_EXPIRED', 'tls-failed'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-failed'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-failed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-failed'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-failed'],
  ['HPE_INVALID_CONSTANT', 'bad-response'],
  ['ECONNRESET', 'unavailable'],
  ['UND_ERR_SOCKET', 'unavailable'],
  ['SOMETHING_NEW', 'unavailable'],
])('%s is %s, in our words, with the original as cause', (code, expected) => {
  const cause = withCode(code);
  const error = networkError(cause, context);
  expect(error).toMatchObject({ code: expected, registry: 'ghcr.io', cause });
  expect(error.message).toContain('ghcr.io');
  expect(error.message).not.toContain('raw words');
});

test('says of a host without a way to it that it cannot be reached', () => {
  expect(networkError(withCode('EHOSTUNREACH'), context).message).toBe(
    'ghcr.io cannot be reached from here.',
  );
});

test('what is said already is not said again', () => {
  const error = new RegistryError('egress-refused', 'ghcr.io', 'No.');
  expect(networkError(error, context)).toBe(error);
});

test('whatever was thrown, an abort comes first', () => {
  expect(networkError(withCode('ECONNRESET'), { ...context, signal: AbortSignal.abort() }).code).toBe(
    'cancelled',
  );
  expect(networkError('no error at all', context).code).toBe('unavailable');
});
