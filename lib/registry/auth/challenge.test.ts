import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChallenges } from '#lib/registry/auth/challenge';

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
