/** A statement about something, with a predicate. */
export function statement(predicateType: string, predicate: unknown = {}) {
  return { _type: 'https://in-toto.io/Statement/v1', subject: [], predicateType, predicate };
}

/** A value in a DSSE envelope. */
export function envelope(value: unknown) {
  const payload = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))));
  return { payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ sig: 'AA==' }] };
}

/** A value in a sigstore bundle. */
export function bundle(value: unknown) {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint: 'key' } },
    dsseEnvelope: envelope(value),
  };
}
