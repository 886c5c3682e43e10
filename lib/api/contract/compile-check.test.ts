import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { auditEventSchema } from '#lib/api/contract/audit-contract';
import { cleanupEventSchema } from '#lib/api/contract/cleanup-contract';
import { factSchema, isFact } from '#lib/api/contract/graph-contract';
import { compileCheck } from './compile-check.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const node = {
  digest,
  mediaType: 'a/b',
  kind: 'image',
  format: 'oci-image',
  title: 'app',
  confidence: 'content',
  annotations: { a: 'b' },
  tags: ['1.0'],
  state: 'loaded',
  size: 7,
  parts: [{ digest, kind: 'sbom', format: 'spdx-json', title: 'SPDX' }],
  severities: { critical: 1 },
};
const facts = [
  { type: 'root', root: digest, reference: 'ghcr.io/org/app:1' },
  { type: 'node', node },
  { type: 'edge', edge: { from: digest, to: digest, relation: 'subject', sources: ['referrers-api'] } },
  {
    type: 'answer',
    answer: { about: digest, question: 'referrers', source: 'cosign-tags', state: 'found', count: 3 },
  },
  { type: 'limit', about: digest, reason: 'Too many.' },
  { type: 'end', complete: true, requests: { sent: 1, cached: 0 }, milliseconds: 3 },
];

test('the lines of a graph are taken without the schema', () => {
  expect(facts.map((fact) => [isFact(fact), factSchema.safeParse(fact).success])).toEqual(
    facts.map(() => [true, true]),
  );
});

/** A fact in which one value, somewhere, is another, or one key is missing, or one more is there. */
const broken = fc
  .record({
    at: fc.nat(facts.length - 1),
    path: fc.array(fc.nat(12), { maxLength: 4 }),
    value: fc.jsonValue(),
  })
  .map(({ at, path, value }) => {
    const fact: unknown = structuredClone(facts[at]);
    let place: unknown = fact;
    for (const [depth, step] of path.entries()) {
      if (typeof place !== 'object' || place === null) break;
      const keys = [...Object.keys(place), 'more', '__proto__'];
      const key = keys[step % keys.length] ?? 'more';
      if (depth < path.length - 1) place = Object.hasOwn(place, key) ? Reflect.get(place, key) : undefined;
      else if (value === null) Reflect.deleteProperty(place, key);
      else Object.defineProperty(place, key, { value, enumerable: true, configurable: true, writable: true });
    }
    // Only what a line can hold: an array has no names beside its elements there.
    return JSON.parse(JSON.stringify(fact));
  });

test('property: what is taken is what the schema would have given, word for word', () => {
  fc.assert(
    fc.property(fc.oneof(broken, fc.jsonValue()), (value) => {
      if (!isFact(value)) return;
      expect(factSchema.safeParse(value)).toEqual({ success: true, data: value });
    }),
    { numRuns: 5000 },
  );
});

test('keys that the schema does not name are left to it, and it drops them', () => {
  const schema = z.object({ tags: z.record(z.string(), z.string()), size: z.exactOptional(z.number()) });
  const check = compileCheck(schema);
  expect(check({ tags: { a: 'b' }, size: 1 })).toBe(true);
  expect(check({ tags: { a: 'b' } })).toBe(true);
  const left = [
    '{"tags":{},"more":1}',
    '{"tags":{"__proto__":"x"}}',
    '{"tags":{},"__proto__":{}}',
    '{"size":1}',
  ];
  expect(left.map((text) => check(JSON.parse(text)))).toEqual([false, false, false, false]);
  expect(check({ tags: {}, size: undefined })).toBe(false);
});

test('what it does not understand is left to the schema', () => {
  const strict = z.strictObject({ a: z.string() });
  const long = z.object({ a: z.string().check(z.minLength(3)) });
  const changed = z.object({
    a: z.pipe(
      z.string(),
      z.transform((text) => text.length),
    ),
  });
  const value = { a: 'long enough' };
  expect(compileCheck(strict)(value)).toBe(false);
  expect(compileCheck(long)(value)).toBe(false);
  expect(compileCheck(changed)(value)).toBe(false);
});

test('the events of the other streams are taken as well', () => {
  const progress = { type: 'progress', done: 1, known: 2 };
  expect(compileCheck(cleanupEventSchema)(progress)).toBe(true);
  expect(compileCheck(auditEventSchema)(progress)).toBe(true);
  expect(compileCheck(auditEventSchema)({ type: 'end' })).toBe(false);
});
