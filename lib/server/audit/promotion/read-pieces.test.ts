import { beforeEach, expect, test } from 'vitest';
import { embeddedHost } from '#e2e/fakes/embedded';
import {
  attach,
  attachProvenance,
  attachSbom,
  beginPromotion,
  pushImage,
  spdxOf,
} from '#e2e/fakes/promotion-example';
import { parseReference } from '#lib/oci/reference';
import { rulesOf } from '#lib/server/audit/audit-rules';
import { contextOf } from '#lib/server/audit/run-audit';
import { sessionOf } from '#lib/server/sessions/session';
import { lookAtSide } from './look-at-side.ts';
import { readPieces } from './read-pieces.ts';

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

async function piecesOf(candidate: string, accepted: string) {
  const context = await contextHere();
  const look = (tag: string) => lookAtSide(context, parseReference(`${embeddedHost}/${repository}:${tag}`));
  const [after, before] = [await look(candidate), await look(accepted)];
  return { pieces: await readPieces(context, after, before) };
}

test('a statement tells which digests it names, and a plain document which it describes', async () => {
  const image = await pushImage('1', '1');
  const other = `sha256:${'7'.repeat(64)}`;
  const signed = await attachSbom(image, ['ws@8'], other);
  await attachProvenance(image);
  const described = { ...spdxOf([`app@${other}`]), documentDescribes: ['SPDXRef-0'] };
  const plain = await attach(image, 'application/spdx+json', described);
  const { pieces } = await piecesOf('1', '1');
  const of = (digest: string) => pieces.find((piece) => piece.digest === digest);
  expect(of(signed.digest)).toMatchObject({ kind: 'sbom', about: image.digest, names: [other] });
  expect(of(plain.digest)).toMatchObject({ kind: 'sbom', describes: [other] });
  expect(of(plain.digest)?.names).toBeUndefined();
  expect(pieces.find(({ kind }) => kind === 'provenance')).toMatchObject({ names: [image.digest] });
});

test('an SBOM whose bytes the accepted release carries too is shared', async () => {
  const [before, after] = [await pushImage('1', '1'), await pushImage('2', '2')];
  for (const image of [before, after]) await attach(image, 'application/spdx+json', spdxOf(['ws@8']));
  expect((await piecesOf('2', '1')).pieces).toMatchObject([{ isShared: true }]);
  expect((await piecesOf('1', '1')).pieces).toMatchObject([{ isShared: false }]);
});
