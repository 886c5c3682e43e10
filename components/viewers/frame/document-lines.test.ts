import { describe, expect, test } from 'vitest';
import type { DocumentEntry } from '#lib/api/contract/document-contract';
import { parseDigest } from '#lib/oci/digest';
import { documentLines } from './document-lines.ts';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const plain: DocumentEntry = {
  blob: { digest, size: 10, mediaType: 'application/spdx+json' },
  index: 0,
  envelope: [],
  kind: 'sbom',
  format: 'spdx-json',
  title: 'SPDX 2.3',
  isWhole: true,
  subjects: [],
  parts: [],
  problems: [],
};

describe('the lines above a document', () => {
  test('are none where nothing is to be said', () => {
    expect(documentLines(plain)).toEqual([]);
  });

  test('name the outermost wrapper and whom its certificate names', () => {
    const lines = documentLines({
      ...plain,
      envelope: ['sigstore-bundle', 'dsse', 'in-toto'],
      signature: {
        of: 'signature',
        form: 'sigstore-bundle',
        certificate: { subject: '', issuer: 'CA', identities: ['ci@acme.example'], extensions: {} },
        logEntries: [],
        timestamps: [],
        payload: {},
      },
    });
    expect(lines).toEqual([
      { tone: 'quiet', text: 'In a sigstore bundle, says it is from ci@acme.example.' },
    ]);
  });

  test('name the key where there is no certificate', () => {
    const lines = documentLines({
      ...plain,
      envelope: ['dsse'],
      signature: { of: 'signature', form: 'dsse', keyId: 'k1', logEntries: [], timestamps: [], payload: {} },
    });
    expect(lines[0]?.text).toBe('In a DSSE envelope, says it is from the key k1.');
  });

  test('say that nobody signed a bare statement', () => {
    expect(documentLines({ ...plain, envelope: ['in-toto'] })[0]?.text).toBe(
      'In an in-toto statement, not signed.',
    );
  });

  test('warn of a statement about something else, and not of one that also names this', () => {
    const other = { name: 'web', digest, isAbout: false };
    expect(documentLines({ ...plain, subjects: [other, other] })).toEqual([
      { tone: 'warn', text: 'It is about another artifact: web and 1 more.' },
    ]);
    expect(documentLines({ ...plain, subjects: [other, { digest, isAbout: true }] })).toEqual([]);
    expect(documentLines({ ...plain, subjects: [{ name: 'web' }] })).toEqual([]);
  });

  test('say how much was read and what is odd, with nothing hidden in it', () => {
    const lines = documentLines({
      ...plain,
      isWhole: false,
      partly: 'The first 64 MiB of 90 MiB were read.',
      problems: ['A doubled key: \u202eeman'],
    });
    expect(lines.map(({ text }) => text)).toEqual([
      'The first 64 MiB of 90 MiB were read.',
      'A doubled key: ‹U+202E›eman',
    ]);
    expect(documentLines({ ...plain, isWhole: false })).toHaveLength(1);
  });
});
