import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeRealm, parseChallenges } from './challenge.ts';

function plain(header: string) {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('a WWW-Authenticate header', () => {
  test.each([
    ['nothing', '', []],
    ['a lone scheme', 'Basic', [['basic', {}]]],
    [
      'what Docker Hub sends',
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull"',
      [
        [
          'bearer',
          {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:library/nginx:pull',
          },
        ],
      ],
    ],
    [
      'commas within quotes',
      'Bearer realm="https://r/t",scope="repository:a:pull,push repository:b:pull"',
      [['bearer', { realm: 'https://r/t', scope: 'repository:a:pull,push repository:b:pull' }]],
    ],
    [
      'two challenges joined as Gitea sends them',
      'Bearer realm="https://git.example/v2/token", Basic realm="Gitea, the registry"',
      [
        ['bearer', { realm: 'https://git.example/v2/token' }],
        ['basic', { realm: 'Gitea, the registry' }],
      ],
    ],
    ['bare values', 'Bearer realm=/token,service=here', [['bearer', { realm: '/token', service: 'here' }]]],
    [
      'escaped quotes',
      String.raw`Basic realm="say \"who\" you \\are"`,
      [['basic', { realm: String.raw`say "who" you \are` }]],
    ],
    ['upper case and room', 'BEARER  Realm = "x" ,  SERVICE="y"', [['bearer', { realm: 'x', service: 'y' }]]],
    [
      'a token68',
      'Negotiate YIIB/w==, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    ['a quote that never ends', 'Bearer realm="https://r/t', [['bearer', { realm: 'https://r/t' }]]],
    ['the first of two equal names', 'Bearer realm="a",realm="b"', [['bearer', { realm: 'a' }]]],
    ['rubbish before a challenge', '=,;"x" Basic realm="x"', [['basic', { realm: 'x' }]]],
  ])('is read: %s', (_, header, expected) => {
    expect(plain(header)).toEqual(expected);
  });

  test('keeps a parameter named __proto__ away from every prototype', () => {
    expect(parseChallenges('Bearer __proto__="x"')[0]?.parameters.get('__proto__')).toBe('x');
  });
});

const tokens = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9-]{0,8}$/);
const challenges = fc.array(
  fc.record({
    scheme: tokens,
    parameters: fc.uniqueArray(fc.tuple(tokens, fc.string()), {
      selector: ([name]) => name.toLowerCase(),
      minLength: 1,
      maxLength: 4,
    }),
  }),
  { maxLength: 4 },
);

describe('property', () => {
  test('what is written with quotes is read back', () => {
    fc.assert(
      fc.property(challenges, (written) => {
        const header = written
          .map(({ scheme, parameters }) => {
            const list = parameters.map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`);
            return `${scheme} ${list.join(', ')}`;
          })
          .join(', ');
        const read = parseChallenges(header).map(({ scheme, parameters }) => ({
          scheme,
          parameters: [...parameters],
        }));
        expect(read).toEqual(
          written.map(({ scheme, parameters }) => ({
            scheme: scheme.toLowerCase(),
            parameters: parameters.map(([name, value]) => [name.toLowerCase(), value]),
          })),
        );
      }),
    );
  });

  test('no text makes it throw, and the work stays in proportion to the text', () => {
    const hostile = fc.array(
      fc.constantFrom('Bearer ', 'a', '=', '"', '\\', ',', ' ', 'realm=', '===', '\t', '\u0000'),
      {
        maxLength: 400,
      },
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const header = parts.join('');
        expect(parseChallenges(header).length).toBeLessThanOrEqual(header.length);
      }),
    );
    expect(parseChallenges('a '.repeat(1_000_000)).length).toBeLessThan(10_000);
  });
});

const judge = (origin: string, realm: string, allowed: readonly string[] = []) =>
  judgeRealm(new URL(realm), { origin, allowsTokenServer: (server) => allowed.includes(server) });

test.each([
  ['ghcr.io', 'https://ghcr.io/token', 'trusted'],
  ['registry-1.docker.io', 'https://auth.docker.io/token', 'trusted'],
  ['registry.gitlab.com', 'https://gitlab.com/jwt/auth', 'trusted'],
  ['registry.digitalocean.com', 'https://api.digitalocean.com/v2/registry/auth', 'trusted'],
  ['registry.corp.co.uk', 'https://auth.corp.co.uk/token', 'trusted'],
  ['registry.corp.co.uk', 'https://auth.other.co.uk/token', 'anonymous'],
  ['rg.fr-par.scw.cloud', 'https://api.scaleway.com/registry/token', 'anonymous'],
  ['a.github.io', 'https://b.github.io/token', 'anonymous'],
  ['registry.one.synology.me', 'https://login.two.synology.me/token', 'anonymous'],
  ['one.westeurope.azurecontainer.io', 'https://two.westeurope.azurecontainer.io/token', 'anonymous'],
  ['one.azurecontainer.io', 'https://two.azurecontainer.io/token', 'anonymous'],
  ['one.hf.space', 'https://two.hf.space/token', 'anonymous'],
  ['registry.one.tokyo.jp', 'https://login.two.tokyo.jp/token', 'anonymous'],
  ['one.eu.org', 'https://two.eu.org/token', 'anonymous'],
  ['co.uk', 'https://auth.co.uk/token', 'anonymous'],
  ['registry.team.lan', 'https://auth.team.lan/token', 'anonymous'],
  ['one.team-a.svc.cluster.local', 'https://two.team-b.svc.cluster.local/token', 'anonymous'],
  ['registry.corp.com.', 'https://AUTH.corp.com/token', 'trusted'],
  ['ghcr.io', 'https://ghcr.io:8443/token', 'trusted'],
  ['ghcr.io', 'https://ghcr.io.evil.com/token', 'anonymous'],
  ['192.168.1.5', 'https://192.168.1.5:5001/token', 'trusted'],
  ['192.168.1.5', 'https://192.168.1.6/token', 'anonymous'],
  ['[fd00::1]:5000', 'https://[fd00::1]:5001/token', 'trusted'],
  ['ghcr.io', 'http://ghcr.io/token', 'refused'],
  ['ghcr.io', 'https://user@ghcr.io/token', 'refused'],
])('%s may name %s: %s', (registry, realm, verdict) => {
  expect(judge(`https://${registry}`, realm)).toBe(verdict);
});

test('a registry of plain http may have its token server on another port of its host', () => {
  expect(judge('http://localhost:5000', 'http://localhost:5000/token')).toBe('trusted');
  expect(judge('http://localhost:5000', 'http://localhost:5001/token')).toBe('trusted');
  expect(judge('http://localhost:5000', 'http://127.0.0.1:5001/token')).toBe('anonymous');
  expect(judge('http://registry.corp.com', 'http://auth.corp.com/token')).toBe('anonymous');
});

test('an allowed origin is trusted, exactly that one, and never by plain http for a registry of https', () => {
  const allowed = ['https://auth.other.net', 'http://127.0.0.1:5001', 'http://auth.other.net'];
  expect(judge('https://registry.example', 'https://auth.other.net/token?x=1', allowed)).toBe('trusted');
  expect(judge('https://registry.example', 'https://auth.other.net:8443/token', allowed)).toBe('anonymous');
  expect(judge('https://registry.example', 'https://sub.auth.other.net/token', allowed)).toBe('anonymous');
  expect(judge('https://registry.example', 'http://auth.other.net/token', allowed)).toBe('refused');
  expect(judge('http://localhost:5000', 'http://127.0.0.1:5001/token', allowed)).toBe('trusted');
});
