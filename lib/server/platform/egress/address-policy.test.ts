import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyAddress, literalAddress } from './address-policy.ts';

describe('an address', () => {
  test.each([
    ['1.1.1.1', 'public'],
    ['140.82.121.33', 'public'],
    ['172.32.0.1', 'public'],
    ['2606:4700::1111', 'public'],
    ['::ffff:1.1.1.1', 'public'],
    ['64:ff9b::101:101', 'public'],
    ['127.0.0.1', 'private'],
    ['127.255.255.254', 'private'],
    ['::1', 'private'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd00::1', 'private'],
    ['fc00::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:7f00:1', 'private'],
    ['169.254.169.254', 'refused'],
    ['169.254.0.1', 'refused'],
    ['168.63.129.16', 'refused'],
    ['100.100.100.200', 'refused'],
    ['192.0.0.192', 'refused'],
    ['fd00:ec2::254', 'refused'],
    ['fd20:ce::254', 'refused'],
    ['fe80::1', 'refused'],
    ['fe80::1%eth0', 'refused'],
    ['febf::1', 'refused'],
    ['0.0.0.0', 'refused'],
    ['0.1.2.3', 'refused'],
    ['::', 'refused'],
    ['224.0.0.1', 'refused'],
    ['239.255.255.250', 'refused'],
    ['ff02::1', 'refused'],
    ['255.255.255.255', 'refused'],
    ['240.0.0.1', 'refused'],
    ['192.0.2.1', 'refused'],
    ['198.18.0.1', 'refused'],
    ['2001:db8::1', 'refused'],
    ['::ffff:169.254.169.254', 'refused'],
    ['::ffff:a9fe:a9fe', 'refused'],
    ['::a9fe:a9fe', 'refused'],
    ['::7f00:1', 'refused'],
    ['64:ff9b::a9fe:a9fe', 'refused'],
    ['64:ff9b::7f00:1', 'refused'],
    ['64:ff9b::a00:1', 'refused'],
    ['64:ff9b:1::101:101', 'refused'],
    ['2002:7f00:1::', 'refused'],
    ['2001::1', 'refused'],
    ['fec0::1', 'refused'],
    ['::ffff:0:7f00:1', 'refused'],
    ['100::1', 'refused'],
    ['5f00::1', 'refused'],
    ['', 'refused'],
    ['localhost', 'refused'],
  ])('%s is %s', (address, reach) => {
    expect(classifyAddress(address)).toBe(reach);
  });
});

test('a literal is told from a name, in the form that a URL gives it', () => {
  const literals = [
    'http://2130706433',
    'http://0x7f.1',
    'http://0177.0.0.1',
    'http://127.1',
    'http://[::1]',
  ];
  expect(literals.map((url) => literalAddress(new URL(url).hostname))).toEqual([
    '127.0.0.1',
    '127.0.0.1',
    '127.0.0.1',
    '127.0.0.1',
    '::1',
  ]);
  expect(['localhost', 'ghcr.io', 'a.1.example.', ''].map((name) => literalAddress(name))).toEqual(
    Array(4).fill(undefined),
  );
});

test('property: no form of version 6 opens a version 4 address that is refused', () => {
  const metadata = fc.tuple(
    fc.constantFrom([169, 254], [224, 0], [0, 0], [240, 1]),
    fc.nat(255),
    fc.nat(255),
  );
  fc.assert(
    fc.property(metadata, ([[a = 0, b = 0], c, d]) => {
      const high = ((a << 8) | b).toString(16);
      const low = ((c << 8) | d).toString(16);
      const forms = [
        `::ffff:${a}.${b}.${c}.${d}`,
        `::ffff:${high}:${low}`,
        `::${high}:${low}`,
        `64:ff9b::${high}:${low}`,
        `64:ff9b:1::${high}:${low}`,
        `2002:${high}:${low}::1`,
        `::ffff:0:${high}:${low}`,
      ];
      // This one is the loopback of version 6 itself, which a person may open: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.3
      const judged = forms.filter((form) => form !== '::0:1');
      expect(judged.filter((form) => classifyAddress(form) !== 'refused')).toEqual([]);
    }),
    { examples: [[[[0, 0], 0, 1]]] },
  );
});
