import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand } from '#e2e/fuzz/fuzz-target';
import { toHeaderText } from '#e2e/fuzz/header-text';
import { judgeRealm, parseChallenges } from '#lib/registry/auth/challenge';

const owner = { origin: 'https://registry.example', allowsTokenServer: () => false };

/** `WWW-Authenticate`, by which a registry says where credentials should go. */
export const challengeTarget: FuzzTarget = {
  name: 'challenge',
  isJson: false,
  seeds: [
    'Bearer realm="https://registry.example/token",service="registry.example",scope="repository:a/b:pull"',
    'Basic realm="registry"',
    'Bearer realm="https://auth.registry.example/t?x=1,2", error="insufficient_scope", Basic realm="x"',
    'Negotiate, Bearer realm=/token, service=s',
    'Digest realm="a \\"b\\"", nonce=abc=, Bearer realm="https://thief.example"',
    'Negotiate abc123==, Basic',
  ],
  words: [
    ...([
      'Bearer ',
      'Basic ',
      'realm=',
      'realm="',
      '"',
      '\\"',
      '\\',
      ',',
      ', ',
      '=',
      '==',
      ';',
      'scope=',
      'service=',
    ] as const),
    ...[
      'https://registry.example',
      'https://registry.example.thief.com',
      'https://user:pw@registry.example',
      '//thief',
    ],
    ...[
      'http://127.0.0.1',
      'javascript:',
      'https://registry.example:8443@thief',
      'error="insufficient_scope"',
      'a=b,',
    ],
    ...['https://registry.example\\@thief.example', 'https://REGISTRY.example.', 'https://co.uk', '\t'],
  ],
  check(bytes) {
    const header = toHeaderText(bytes);
    const challenges = parseChallenges(header);
    let length = 0;
    for (const { scheme, parameters } of challenges) {
      demand(/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(scheme), 'a scheme is no lower-case token');
      length += scheme.length;
      for (const [name, value] of parameters) {
        demand(name === name.toLowerCase(), 'the name of a parameter is not in lower case');
        length += name.length + value.length;
      }
      checkRealm(parameters.get('realm') ?? '');
    }
    demand(length <= header.length, 'a challenge says more than its header');
    return challenges.length > 0;
  },
};

// What may see the password is decided here once more, in the plainest words.
function checkRealm(text: string): void {
  const realm = URL.parse(text, 'https://registry.example/v2/');
  if (realm === null || judgeRealm(realm, owner) !== 'trusted') return;
  const host = realm.hostname.replace(/\.$/, '');
  const isOurs = host === 'registry.example' || host.endsWith('.registry.example');
  demand(realm.protocol === 'https:' && isOurs, `${realm.href} would see the password`);
  demand(realm.username + realm.password === '', `${realm.href} has a user name in it`);
}
