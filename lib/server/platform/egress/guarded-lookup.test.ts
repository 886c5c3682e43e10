import type { LookupAddress } from 'node:dns';
import { expect, test } from 'vitest';
import { classifyAddress, createHostClassCache } from './address-policy.ts';
import { guardedLookup } from './guarded-lookup.ts';

/** Asks for a name that a person typed, once for each answer of the name service; what is dialled is remembered. */
async function dialInTurn(...answers: readonly (readonly string[])[]): Promise<readonly string[]> {
  const book = createHostClassCache();
  const waiting = [...answers];
  const lookup = guardedLookup(
    async () =>
      (waiting.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    (hostname, address) => {
      const reach = classifyAddress(address);
      return reach !== 'refused' && book.allows(hostname, reach);
    },
  );
  const ask = () =>
    new Promise<string>((resolve) => {
      lookup('registry.corp', { all: true }, (error, found) => {
        if (error !== null) return resolve(String(Reflect.get(error, 'code')));
        const addresses = (found as LookupAddress[]).map(({ address }) => address);
        book.note('registry.corp', classifyAddress(addresses[0] ?? ''));
        resolve(addresses.join(' '));
      });
    });
  const dialled: string[] = [];
  for (const _ of answers) dialled.push(await ask());
  return dialled;
}

test.each<[string, readonly (readonly string[])[], readonly string[]]>([
  ['stays public', [['1.1.1.1'], ['1.1.1.2']], ['1.1.1.1', '1.1.1.2']],
  ['moves to this machine', [['1.1.1.1'], ['127.0.0.1']], ['1.1.1.1', 'egress-refused']],
  ['moves to our network', [['1.1.1.1'], ['192.168.1.1']], ['1.1.1.1', 'egress-refused']],
  [
    'moves in part',
    [['1.1.1.1'], ['1.1.1.1', '127.0.0.1'], ['1.1.1.1']],
    ['1.1.1.1', 'egress-refused', '1.1.1.1'],
  ],
  ['moves in its other family', [['1.1.1.1'], ['1.1.1.1', '::1']], ['1.1.1.1', 'egress-refused']],
  [
    'goes and comes back',
    [['10.0.0.1'], ['1.1.1.1'], ['10.0.0.1']],
    ['10.0.0.1', '1.1.1.1', 'egress-refused'],
  ],
  ['has both from the start', [['1.1.1.1', '127.0.0.1']], ['127.0.0.1']],
  ['has IPv6 beside an address of our network', [['2606:4700::1', '192.168.1.5']], ['192.168.1.5']],
  ['has a service of the cloud among its addresses', [['1.1.1.1', '169.254.169.254']], ['egress-refused']],
  ['has no address', [[]], ['host-unknown']],
])('a name that a person typed and that %s', async (_, answers, dialled) => {
  expect(await dialInTurn(...answers)).toEqual(dialled);
});
