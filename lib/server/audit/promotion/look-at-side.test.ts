import { beforeEach, expect, test } from 'vitest';
import { embeddedHost } from '#e2e/fakes/embedded';
import { attach, beginPromotion, inToto, pushImage, release } from '#e2e/fakes/promotion-example';
import { parseReference } from '#lib/oci/reference';
import { rulesOf } from '#lib/server/audit/audit-rules';
import { contextOf } from '#lib/server/audit/run-audit';
import { sessionOf } from '#lib/server/sessions/session';
import { lookAtSide, namesOfDigests, withConfigs } from './look-at-side.ts';

let repository = '';
beforeEach(async () => {
  ({ repository } = await beginPromotion());
});

async function contextHere() {
  const session = sessionOf(new Request('http://localhost:4400'));
  const { signal } = new AbortController();
  const rules = await rulesOf({ session, signal, require: 'sbom', policy: undefined });
  return contextOf({ session, rules, isFresh: true, signal });
}

async function look(tag: string) {
  return await lookAtSide(await contextHere(), parseReference(`${embeddedHost}/${repository}:${tag}`));
}

test('a side is looked at by its digest, with its findings and the checks of its signatures', async () => {
  const image = await release('1', ['ws@8'], ['CVE-1 HIGH']);
  const side = await look('1');
  expect(side.reference).toMatchObject({ tag: '1', digest: image.digest });
  expect(side.row).toMatchObject({ digest: image.digest, evidence: { signature: { state: 'matches' } } });
  expect(side.findings).toMatchObject({ rows: [{ vulnerability: 'CVE-1' }] });
  expect(side.sboms).toHaveLength(1);
  expect(side.others).toEqual({ kinds: new Set(), isComplete: true });
});

test('documents of other kinds are told, and an approval is none of them', async () => {
  const image = await pushImage('1', '1');
  const statement = (predicateType: string) => ({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: image.digest.slice('sha256:'.length) } }],
    predicateType,
    predicate: {},
  });
  await attach(image, inToto, statement('urn:orrery:approval:v1'));
  expect((await look('1')).others.kinds).toEqual(new Set());
  await attach(image, inToto, statement('https://in-toto.io/attestation/test-result/v0.1'));
  expect((await look('1')).others.kinds).toEqual(new Set(['test-result']));
});

test('an artifact and its config have one name in a sentence', async () => {
  const image = await pushImage('1', '1');
  const side = await look('1');
  const names = namesOfDigests(side, 'the candidate', (name) => name);
  expect([...names]).toEqual([[image.digest, 'the candidate']]);
  const all = await withConfigs(await contextHere(), side, names);
  expect([...all.values()]).toEqual(['the candidate', 'the candidate']);
});

test('what is not there is a failure of the question', async () => {
  await expect(look('9')).rejects.toMatchObject({ code: 'not-found' });
});
