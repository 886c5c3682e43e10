import { describe, expect, test } from 'vitest';
import { readProxies } from '#lib/server/platform/network-settings';
import { proxyOf } from './proxy-of.ts';

function through(noProxy: string, target: string): boolean {
  const proxies = readProxies({
    HTTPS_PROXY: 'proxy.corp:3128',
    HTTP_PROXY: 'proxy.corp:3128',
    NO_PROXY: noProxy,
  });
  return proxies !== undefined && proxyOf(proxies, new URL(target)) !== undefined;
}

test.each([
  ['', 'https://ghcr.io/v2/', true],
  ['', 'http://registry.corp/v2/', true],
  ['*', 'https://ghcr.io/', false],
  ['other, *', 'https://ghcr.io/', false],
  ['example.com', 'https://example.com/', false],
  ['example.com', 'https://registry.example.com/', false],
  ['example.com', 'https://notexample.com/', true],
  ['example.com', 'https://example.com.evil.net/', true],
  ['EXAMPLE.com', 'https://Registry.Example.COM/', false],
  ['example.com.', 'https://registry.example.com./', false],
  ['.example.com', 'https://registry.example.com/', false],
  ['.example.com', 'https://example.com/', true],
  ['*.example.com', 'https://registry.example.com/', false],
  ['*.example.com', 'https://example.com/', true],
  ['example.com:5000', 'https://example.com:5000/', false],
  ['example.com:5000', 'https://example.com/', true],
  ['example.com:443', 'https://example.com/', false],
  ['example.com:80', 'http://example.com/', false],
  ['a.b other.net\tghcr.io', 'https://ghcr.io/', false],
  [' ,, ghcr.io ,', 'https://ghcr.io/', false],
  ['10.0.0.0/8', 'https://10.1.2.3:5000/', false],
  ['10.0.0.0/8', 'https://11.1.2.3/', true],
  ['10.0.0.0/8', 'https://ten.example/', true],
  ['10.1.2.3', 'https://10.1.2.3:5000/', false],
  ['10.1.2.3:5000', 'https://10.1.2.3:5000/', false],
  ['10.1.2.3:5000', 'https://10.1.2.3/', true],
  ['10.1.2.3', 'https://10.1.2.30/', true],
  ['2.3', 'https://10.1.2.3/', true],
  ['fd00::/8', 'https://[fd00::1]:5000/', false],
  ['fd00::1', 'https://[fd00:0::1]/', false],
  ['[fd00::1]:5000', 'https://[fd00::1]:5000/', false],
  ['[fd00::1]:5000', 'https://[fd00::1]/', true],
  ['300.0.0.0/8, nonsense/', 'https://ghcr.io/', true],
  ['', 'http://localhost:5000/', false],
  ['', 'https://registry.localhost/', false],
  ['', 'http://127.0.0.1:5000/', false],
  ['', 'http://127.8.9.1/', false],
  ['', 'http://[::1]:5000/', false],
  ['', 'http://192.168.1.5:5000/', true],
])('NO_PROXY=%s and %s: through the proxy %s', (noProxy, target, expected) => {
  expect(through(noProxy, target)).toBe(expected);
});

describe('the variables', () => {
  test('name one proxy for https and one for http, the lower-case name first', () => {
    const proxies = readProxies({
      https_proxy: 'http://first.corp:1',
      HTTPS_PROXY: 'http://second.corp:2',
      HTTP_PROXY: 'https://third.corp',
    });
    expect(proxies?.https).toMatchObject({ origin: 'http://first.corp:1', variable: 'https_proxy' });
    expect(proxies?.http).toMatchObject({ origin: 'https://third.corp', host: 'third.corp' });
  });

  test('of one kind leave the other alone, and empty is unset', () => {
    const proxies = readProxies({ HTTPS_PROXY: 'http://proxy.corp:3128', HTTP_PROXY: ' ', http_proxy: '' });
    expect(proxies && proxyOf(proxies, new URL('http://registry.corp/'))).toBeUndefined();
    expect(readProxies({ HTTPS_PROXY: '' })).toBeUndefined();
  });

  test('may hold a user name and password, which nothing prints', () => {
    const proxies = readProxies({ HTTPS_PROXY: 'http://ada:p%40ss%3Aword@proxy.corp:3128' });
    expect(proxies?.https?.authorization?.reveal()).toBe(`Basic ${btoa('ada:p@ss:word')}`);
    expect(`${JSON.stringify(proxies)} ${String(proxies?.https?.authorization)}`).not.toMatch(/p@ss|ada|%40/);
  });

  test.each(['socks5://proxy.corp:1080', 'http://', 'ht tp://x', 'http://ada:canary@'])(
    'that name no http proxy are refused without being printed: %s',
    (HTTPS_PROXY) => {
      const message =
        'HTTPS_PROXY must be the address of an http or https proxy like http://proxy.corp:3128.';
      expect(() => readProxies({ HTTPS_PROXY })).toThrow(
        expect.objectContaining({ name: 'StartError', message }),
      );
    },
  );

  test('with a lone % are refused in words', () => {
    expect(() => readProxies({ HTTPS_PROXY: 'http://ada:100%@proxy.corp' })).toThrow('must be written %25');
  });
});
