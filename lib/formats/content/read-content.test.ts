import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLimits } from '#lib/formats/limits';
import { readingOf, titlesOf } from '#lib/formats/testing/read-text';
import { envelope, statement } from '#lib/formats/testing/sketch';

const spdx = { spdxVersion: 'SPDX-2.3', packages: [{}] };
const vex = { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [{ status: 'fixed' }] };
const signedSpdx = envelope(statement('https://spdx.dev/Document', spdx));
const json = JSON.stringify;

describe('documents in other clothes', () => {
  test.each([
    ['a byte order mark', `\ufeff${json(spdx)}`],
    ['UTF-16', Buffer.from(`\ufeff${json(spdx)}`, 'utf16le')],
    ['an empty line before', `\r\n\r\n${json(spdx)}`],
    ['a list of one', json([spdx])],
    [
      'a statement of cosign',
      json(statement('https://cosign.sigstore.dev/attestation/v1', { Data: json(spdx) })),
    ],
    ['a log in front', `Fetching\u2026\n${JSON.stringify(spdx, undefined, 2)}`],
    ['a statement whose predicate is a text', json(statement('https://spdx.dev/Document', json(spdx)))],
    ['a signed file that is no statement', json(envelope(spdx))],
    ['an envelope in an envelope', json(envelope(signedSpdx))],
  ])('%s', (_, content) => {
    expect(titlesOf(content)).toEqual(['SPDX 2.3 · 1 package']);
  });

  test('the lines of a signed file are documents of their own', () => {
    const payload = btoa(`${json(spdx)}\n${json(vex)}\n`);
    expect(titlesOf(json({ ...envelope({}), payload }))).toEqual([
      'SPDX 2.3 · 1 package',
      'OpenVEX · 1 fixed',
    ]);
  });
});

describe('what cannot be read is a sentence, and the rest stays', () => {
  test.each([
    ['an empty file', '', ['It is empty.']],
    ['a file of empty lines', '\n\r\n\n', ['It is empty.']],
    ['a cut file', '{"spdxVersion":', ['The document is not valid JSON.']],
    ['10,000 levels', '['.repeat(10_000), ['The document is nested deeper than 64 levels.']],
    ['a text', 'hello', []],
    [
      'a name that stands twice',
      '{"payload":1,"payload":2}',
      ['The name “payload” stands twice in one object; the last of them was read.'],
    ],
    ['a JSON value of no form', '{"a":1}', []],
  ])('%s', (_, content, problems) => {
    expect(readingOf(content)).toEqual({ documents: [], problems });
  });

  test('letters that are no UTF-8', () => {
    const reading = readingOf(Buffer.from(json({ ...spdx, name: 'ü' }), 'latin1'));
    expect(reading.documents).toHaveLength(1);
    expect(reading.problems).toEqual([
      'Its text is not valid UTF-8: what cannot be read is shown as \ufffd.',
    ]);
  });

  test('envelopes without end', () => {
    let value: unknown = spdx;
    for (let depth = 0; depth < 12; depth++) value = envelope(value);
    expect(readingOf(json(value)).problems).toEqual([
      `It is wrapped more than ${formatLimits.envelopesMaxDepth} times.`,
    ]);
  });
});

test('whatever the bytes, there is a reading', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(readingOf(bytes).problems.length).toBeLessThanOrEqual(formatLimits.problemsMax);
    }),
  );
});
