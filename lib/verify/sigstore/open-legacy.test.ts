import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  ada,
  byCertificate,
  byKey,
  codeOf,
  releaseKey,
  root,
  sigstore,
} from '#lib/verify/testing/check-sigstore';
import {
  legacyEntry,
  makeLayer,
  otherDigest,
  signedDigest,
  simplePayload,
} from '#lib/verify/testing/evidence-maker';

describe('a layer of cosign 2', () => {
  const payload = simplePayload(signedDigest);
  const text = payload.toString();
  const signed = (value: string, more = {}) =>
    codeOf(byKey(makeLayer(releaseKey.privateKey, Buffer.from(value), more)));

  test.each([
    ['that names another image', simplePayload(otherDigest).toString(), 'failed other-digest'],
    ['that names none', '{}', 'failed subject-missing'],
    ['that is not JSON', 'hello', 'failed malformed'],
    ['with names in another case', text.replace('"image"', '"Image":{},"image"'), 'failed ambiguous-json'],
  ])('%s', (_, value, code) => {
    expect(signed(value)).toBe(code);
  });

  test('with the digest twice counts as for cosign, with a warning', () => {
    const name = '"docker-manifest-digest"';
    const twice = text.replace(name, `${name}:"${otherDigest}",${name}`);
    expect(byKey(makeLayer(releaseKey.privateKey, Buffer.from(twice)))).toMatchObject({
      isProven: true,
      warnings: [expect.stringContaining('twice')],
    });
  });

  test('is checked by the key alone where a key is asked for, whatever lies beside it', () => {
    expect(signed(text, { 'dev.sigstore.cosign/certificate': 'x', 'dev.sigstore.cosign/bundle': 'x' })).toBe(
      'proven',
    );
    expect(signed(text, { 'dev.cosignproject.cosign/signature': '' })).toBe('failed annotation-invalid');
    expect(signed(text, { 'dev.cosignproject.cosign/signature': '%' })).toBe('failed annotation-invalid');
  });

  test('with a certificate needs a log entry where the policy asks for one', () => {
    const signature = sign('sha256', payload, ada.privateKey).toString('base64');
    const layer = (bundle: string) =>
      makeLayer(ada.privateKey, payload, {
        'dev.cosignproject.cosign/signature': signature,
        'dev.sigstore.cosign/certificate': ada.pem,
        'dev.sigstore.cosign/bundle': bundle,
      });
    const entry = legacyEntry(sigstore, { payload, signature, verifier: ada.pem });
    expect(byCertificate(layer(entry), { log: root })).toMatchObject({
      isProven: true,
      signer: { identity: 'ada@acme.example' },
      times: [{ source: 'log', at: '2026-06-01T12:05:00Z' }],
    });
    expect(codeOf(byCertificate(layer(''), { log: root }))).toBe('failed log-entry-missing');
    expect(codeOf(byCertificate(layer('{}'), { log: root }))).toBe('failed annotation-invalid');
    const ofOther = legacyEntry(sigstore, { payload: Buffer.from('x'), signature, verifier: ada.pem });
    expect(codeOf(byCertificate(layer(ofOther), { log: root }))).toBe('failed log-entry-invalid');
    const byOther = legacyEntry(sigstore, { payload, signature, verifier: sigstore.certify().pem });
    expect(codeOf(byCertificate(layer(byOther), { log: root }))).toBe('failed log-entry-invalid');
    const changed = entry.replace(/"integratedTime":\d+/, '"integratedTime":1');
    expect(codeOf(byCertificate(layer(changed), { log: root }))).toBe('failed log-entry-invalid');
    expect(codeOf(byCertificate(layer(entry)))).toBe('failed certificate-expired');
  });

  test('that is no evidence of Sigstore is told', () => {
    expect(codeOf(byKey({ form: 'unsigned' }))).toBe('cannot-check form-not-supported');
  });
});
