import { expect, test } from 'vitest';
import { readCertificates, readExtraCertificates, readProxies } from './network-settings.ts';

test('without a proxy there are no settings of one, whatever NO_PROXY says', () => {
  expect(readProxies({ NO_PROXY: '.corp' })).toBeUndefined();
});

test('the lower-case name of a variable counts first, and an address may lack its scheme', () => {
  const settings = readProxies({ http_proxy: 'low.corp:1', HTTP_PROXY: 'http://high.corp:2', no_proxy: 'a' });
  expect(settings).toMatchObject({
    http: {
      origin: 'http://low.corp:1',
      host: 'low.corp:1',
      authorization: undefined,
      variable: 'http_proxy',
    },
    https: undefined,
    noProxy: 'a',
  });
});

test('user name and password of a proxy are taken out of its address', () => {
  const https = readProxies({ HTTPS_PROXY: 'http://ada:p%40ss@proxy.corp:3128' })?.https;
  expect(https).toMatchObject({ origin: 'http://proxy.corp:3128', host: 'proxy.corp:3128' });
  expect(https?.authorization?.reveal()).toBe(`Basic ${btoa('ada:p@ss')}`);
});

test.each(['socks5://canary@proxy', 'http://', 'http://ada:100%@proxy'])(
  'the address %s is refused, and not repeated',
  (HTTPS_PROXY) => {
    const reading = () => readProxies({ HTTPS_PROXY });
    expect(reading).toThrow(expect.objectContaining({ name: 'StartError' }));
    expect(reading).not.toThrow(/canary|100%/);
  },
);

test('a file of certificates must be there and hold some', () => {
  const missing = () => {
    throw new Error('ENOENT');
  };
  expect(() => readCertificates('/ca.pem', 'CA', missing)).toThrow('CA names /ca.pem, which cannot be read.');
  expect(() => readCertificates('/ca.pem', 'CA', () => 'text')).toThrow('holds no certificates');
  expect(readExtraCertificates({ SSL_CERT_FILE: ' ' }, missing)).toBeUndefined();
});
