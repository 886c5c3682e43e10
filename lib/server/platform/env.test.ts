import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './env.ts';

const files: Readonly<Record<string, string>> = {
  '/run/port': '4001\n',
  '/run/pem': '-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n',
  '/run/registries.json': '[{"host":"zot.lan:5000","plainHttp":true}]',
};

function read(environment: Record<string, string>) {
  return readSettings({ XDG_DATA_HOME: '/data', ...environment }, (path) => {
    const content = files[path];
    if (content === undefined) throw new Error(`no ${path}`);
    return content;
  });
}

test('without variables there are defaults', () => {
  expect(read({ PATH: '/bin', HOME: '/home/a' })).toMatchObject({
    port: 3000,
    demo: true,
    access: 'token',
    registry: 'open',
    registries: [],
    logLevel: 'warn',
    inventory: { role: 'all', requestsPerSecond: 5, access: 'roles' },
  });
});

test('each variable is read, from the environment or from a file', () => {
  const settings = read({
    PORT_FILE: '/run/port',
    ORRERY_DATA_DIR: '/srv/orrery',
    ORRERY_DEMO: 'off',
    ORRERY_ACCESS: 'open',
    ORRERY_REGISTRY: 'read',
    ORRERY_READ_ONLY: 'on',
    ORRERY_REGISTRIES: '[{"host":"GHCR.io"},{"host":"registry.lan:5000","plainHttp":true}]',
    ORRERY_LOG_LEVEL: 'debug',
    DOCKER_CONFIG: '/srv/docker',
    REGISTRY_AUTH_FILE: '/srv/auth.json',
  });
  expect(settings).toEqual({
    port: 4001,
    dataDir: '/srv/orrery',
    demo: false,
    access: 'open',
    registry: 'read',
    readOnly: true,
    registries: [{ host: 'ghcr.io' }, { host: 'registry.lan:5000', plainHttp: true }],
    credentialFiles: { docker: '/srv/docker/config.json', containers: '/srv/auth.json' },
    logLevel: 'debug',
    inventory: { role: 'all', requestsPerSecond: 5, access: 'roles' },
  });
});

test.each([
  { ORRERY_REGISTRIES: '@/run/registries.json' },
  { ORRERY_REGISTRIES_FILE: '/run/registries.json' },
])('the registries may stand in a file: %o', (environment) =>
  expect(read(environment).registries).toEqual([{ host: 'zot.lan:5000', plainHttp: true }]),
);

test('other repositories may hold what is attached, for one registry or as cosign is told', () => {
  const settings = read({
    ORRERY_REGISTRIES: '[{"host":"ghcr.io","attachedIn":"ghcr.io/acme/attached"}]',
    COSIGN_REPOSITORY: 'registry.lan:5000/signatures',
  });
  expect(settings.registries[0]?.attachedIn).toBe('ghcr.io/acme/attached');
  expect(settings.cosignRepository).toBe('registry.lan:5000/signatures');
});

test('the policy folder is absolute, and there is none unless it is named', () => {
  expect(read({}).policyFolder).toBeUndefined();
  expect(read({ ORRERY_POLICY: '/etc/orrery/policy' }).policyFolder).toBe('/etc/orrery/policy');
  expect(read({ ORRERY_POLICY: 'policy' }).policyFolder).toBe(resolve('policy'));
});

test('token servers of another owner are named by origin', () => {
  const one = '{"host":"registry.example","tokenServers":["https://Auth.Example.net:443/"]}';
  const local = '{"host":"localhost:3320","tokenServers":["http://localhost:3321"]}';
  expect(read({ ORRERY_REGISTRIES: `[${one},${local}]` }).registries).toMatchObject([
    { tokenServers: ['https://auth.example.net'] },
    { tokenServers: ['http://localhost:3321'] },
  ]);
});

test('proxies and CA files are checked when Orrery starts', () => {
  const settings = read({ https_proxy: 'proxy.corp:3128', NO_PROXY: '.corp' });
  expect(settings.proxies).toMatchObject({ https: { origin: 'http://proxy.corp:3128' }, noProxy: '.corp' });
  expect(settings.certificates).toBeUndefined();
});

test('an empty variable is one that is not set', () => {
  expect(read({ PORT: '', ORRERY_DEMO: ' ', ORRERY_REGISTRIES_FILE: '' })).toMatchObject({
    port: 3000,
    demo: true,
  });
});

test.each([
  [{ PORT: '0' }, 'PORT must lie between 1 and 65535.'],
  [{ PORT: '70000' }, 'PORT must lie between 1 and 65535.'],
  [{ PORT: '3000x' }, 'PORT must be a number.'],
  [{ PORT: '3e3' }, 'PORT must be a number.'],
  [{ ORRERY_DEMO: 'maybe' }, 'ORRERY_DEMO must be on or off.'],
  [{ ORRERY_READ_ONLY: 'true' }, 'ORRERY_READ_ONLY must be on or off.'],
  [{ ORRERY_LOG_LEVEL: 'loud' }, 'ORRERY_LOG_LEVEL must be silent, error, warn, info or debug.'],
  [
    { ORRERY_REGISTRIES: 'ghcr.io' },
    'ORRERY_REGISTRIES must be JSON, or @ and the path of a file with JSON.',
  ],
  [
    { COSIGN_REPOSITORY: 'Not A Repository' },
    'COSIGN_REPOSITORY must name a repository like ghcr.io/acme/signatures; "Not A Repository" is none.',
  ],
  [
    { ORRERY_REGISTRIES: '{"host":"a.b"}' },
    'ORRERY_REGISTRIES must be a list like [{"host":"registry.lan:5000","plainHttp":true}].',
  ],
  [
    { ORRERY_REGISTRIES: '[{"host":"a b"}]' },
    'ORRERY_REGISTRIES must name a registry like registry.lan:5000; "a b" is none. (at 0.host)',
  ],
  [
    { ORRERY_REGISTRIES: '[{"host":"a.b","tokenServers":["auth.a.b"]}]' },
    'ORRERY_REGISTRIES must be an origin like https://auth.example.net; "auth.a.b" is none. (at 0.tokenServers.0)',
  ],
  [
    { ORRERY_REGISTRIES: '[{"host":"a.b","tokenServers":["http://auth.a.b"]}]' },
    'ORRERY_REGISTRIES must name a token server with https, because a.b is asked over https; not http://auth.a.b. (at 0.tokenServers)',
  ],
  [
    { ORRERY_REGISTRIES: '[{"host":"a.b","ca":"/run/none"}]' },
    '"ca" of a.b in ORRERY_REGISTRIES names /run/none, which cannot be read.',
  ],
  [
    { ORRERY_REGISTRIES: '[{"host":"a.b","ca":"/run/port"}]' },
    '"ca" of a.b in ORRERY_REGISTRIES names /run/port, which holds no certificates in PEM form.',
  ],
  [
    { ORRERY_REGISTRIES: '[{"host":"a.b","ca":"/run/port","plainHttp":true}]' },
    'ORRERY_REGISTRIES must give a.b either "ca" or "plainHttp":true, not both. (at 0.ca)',
  ],
  [{ SSL_CERT_FILE: '/run/none' }, 'SSL_CERT_FILE names /run/none, which cannot be read.'],
  [
    { NODE_EXTRA_CA_CERTS: '/run/pem' },
    'NODE_EXTRA_CA_CERTS names /run/pem, which holds no certificates in PEM form.',
  ],
  [
    { HTTP_PROXY: 'socks5://ada:canary@proxy' },
    'HTTP_PROXY must be the address of an http or https proxy like http://proxy.corp:3128.',
  ],
  [
    { ORRERY_WEBHOOKS: 'https://chat.example/in' },
    'ORRERY_WEBHOOKS must be off, or hosts joined by commas: chat.corp.example,localhost:9000.',
  ],
  [{ PORT: '1', PORT_FILE: '/run/port' }, 'Set PORT or PORT_FILE, not both.'],
  [{ PORT_FILE: '/run/none' }, 'PORT_FILE names /run/none, which cannot be read.'],
  [{ ORRERY_REGISTRIES: '@/run/none' }, 'ORRERY_REGISTRIES_FILE names /run/none, which cannot be read.'],
  [{ ORRERY_LOGLEVEL: 'x' }, 'ORRERY_LOGLEVEL is not a setting of Orrery. Did you mean ORRERY_LOG_LEVEL?'],
  [{ ORRERY_REGISTRYS: '' }, 'ORRERY_REGISTRYS is not a setting of Orrery. Did you mean ORRERY_REGISTRY?'],
  [{ ORRERY_ACCESS: 'off' }, 'ORRERY_ACCESS must be token or open.'],
  [
    { ORRERY_REGISTRY: '[{"host":"a.b"}]' },
    'ORRERY_REGISTRY must be open, read or off. Registries to show are named in ORRERY_REGISTRIES.',
  ],
])('%o is refused in one line', (environment, message) => {
  expect(() => read(environment)).toThrow(expect.objectContaining({ name: 'StartError', message }));
});

test('webhooks go anywhere public, to the hosts that are named, or nowhere', () => {
  const webhooksOf = (text: string) => read({ ORRERY_WEBHOOKS: text }).webhooks;
  expect(read({}).webhooks).toBeUndefined();
  expect(webhooksOf('off')).toBe('off');
  expect(webhooksOf('Chat.example, localhost:9000')).toEqual(['chat.example', 'localhost:9000']);
});
