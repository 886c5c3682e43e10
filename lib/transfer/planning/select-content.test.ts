import { expect, test } from 'vitest';
import { makeSurvey, named } from '#e2e/fakes/make-survey';
import type { ReferrersChoice } from '#lib/transfer/plan-request';
import { selectContent } from '#lib/transfer/planning/select-content';

type Sketches = Parameters<typeof makeSurvey>[0];

const select = (sketches: Sketches, referrers: ReferrersChoice = 'all', roots = Object.keys(sketches)) => {
  const { order, leftOut } = selectContent(makeSurvey(sketches), roots.map(named), { referrers });
  return { order: order.map(({ title }) => title), leftOut: leftOut.map(({ title }) => title) };
};
const orderOf = (sketches: Sketches) => select(sketches).order;

test('the entries of an index come before it', () => {
  expect(orderOf({ index: { children: ['amd64', 'arm64'] }, arm64: {}, amd64: {} })).toEqual([
    'amd64',
    'arm64',
    'index',
  ]);
});

test('a subject comes before what refers to it, however deep', () => {
  expect(orderOf({ signature: { subject: 'sbom' }, sbom: { subject: 'image' }, image: {} })).toEqual([
    'image',
    'sbom',
    'signature',
  ]);
});

test('what is named and is not among the manifests is left out', () => {
  expect(orderOf({ index: { children: ['gone'] }, note: { subject: 'elsewhere' } })).toEqual([
    'index',
    'note',
  ]);
});

const signed: Sketches = {
  image: {},
  sbom: { subject: 'image', artifactType: 'application/spdx+json' },
  'sbom-signature': { subject: 'sbom', artifactType: 'application/signature' },
  signature: { subject: 'image', artifactType: 'application/signature' },
};

test('without referrers only the content itself is selected, and its own referrers are left out', () => {
  expect(select(signed, 'none', ['image'])).toEqual({ order: ['image'], leftOut: ['sbom', 'signature'] });
});

test('a chosen type brings what refers to it, whatever its type', () => {
  expect(select(signed, ['application/spdx+json'], ['image'])).toEqual({
    order: ['image', 'sbom', 'sbom-signature'],
    leftOut: ['signature'],
  });
});

test('a referrer that another way reaches is not left out', () => {
  const both = select(signed, 'none', ['image', 'signature']);
  expect(both).toEqual({ order: ['image', 'signature'], leftOut: ['sbom'] });
});

test('a referrer in another repository is not selected', () => {
  const survey = makeSurvey({ image: {}, far: {} });
  const elsewhere = { registry: 'source.example', repository: 'acme/signatures' };
  const referrers = new Map([
    [named('image'), [{ digest: named('far'), sources: ['external' as const], elsewhere }]],
  ]);
  const { order } = selectContent({ ...survey, referrers }, [named('image')], { referrers: 'all' });
  expect(order.map(({ title }) => title)).toEqual(['image']);
});
