import { TrustedRoot } from '@sigstore/protobuf-specs';
import type { NamedRoot } from '#lib/verify/policy';
import type { CertificateOptions, KeyPair, MadeCertificate } from './certificate-maker.ts';
import { makeCertificate } from './certificate-maker.ts';
import { derWriter as der } from './der-writer.ts';
import type { MadeLog } from './log-maker.ts';
import { makeLog, promiseOf } from './log-maker.ts';

const fulcio = '1.3.6.1.4.1.57264.1.';
const codeSigning = '1.3.6.1.5.5.7.3.3';
const timeStamping = '1.3.6.1.5.5.7.3.8';
const start = '2026-01-01T00:00:00Z';

/** A whole Sigstore in memory: an authority, two logs, and an authority of time stamps. */
export type MadeSigstore = {
  readonly authority: MadeCertificate;
  readonly log: MadeLog;
  readonly certificateLog: MadeLog;
  readonly stamper: MadeCertificate;
  /** Of the JSON that `change` has changed. */
  readonly rootWith: (change?: (json: RootJson) => void) => NamedRoot;
  readonly certify: (
    options?: CertificateOptions & { readonly issuers?: Readonly<Record<number, Uint8Array>> },
  ) => MadeCertificate;
};

type LogJson = { publicKey: { validFor: { start?: string; end?: string } } };
type RootJson = {
  tlogs: LogJson[];
  ctlogs: LogJson[];
  certificateAuthorities: { validFor: { start: string; end?: string } }[];
  timestampAuthorities: object[];
};

/** Makes one; certificates name ada@acme.example and the issuer https://accounts.acme.example. */
export function makeSigstore(stamperKeys?: KeyPair): MadeSigstore {
  const authority = makeCertificate({ subject: 'acme', isAuthority: true });
  const stampRoot = makeCertificate({ subject: 'stamps', isAuthority: true });
  const stamper = makeCertificate({
    subject: 'stamper',
    issuer: stampRoot,
    usages: [timeStamping],
    ...(stamperKeys === undefined ? {} : { keys: stamperKeys }),
  });
  const log = makeLog('https://rekor.acme.test');
  const certificateLog = makeLog('https://ct.acme.test');
  const chain = (...certificates: readonly MadeCertificate[]) => ({
    uri: 'https://acme.test',
    certChain: { certificates: certificates.map((each) => ({ rawBytes: each.der.toString('base64') })) },
    validFor: { start },
  });
  return {
    authority,
    log,
    certificateLog,
    stamper,
    rootWith: (change) => {
      const json = structuredClone({
        mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
        tlogs: [log.json],
        ctlogs: [certificateLog.json],
        certificateAuthorities: [chain(authority)],
        timestampAuthorities: [chain(stamper, stampRoot)],
      }) as RootJson;
      change?.(json);
      return { name: 'acme', root: TrustedRoot.fromJSON(json) };
    },
    certify: ({ issuers = issuersOf('https://accounts.acme.example'), ...options } = {}) =>
      makeCertificate({
        issuer: authority,
        usages: [codeSigning],
        names: [[0x81, Buffer.from('ada@acme.example')]],
        log: (body, issuerKey) => ['1.3.6.1.4.1.11129.2.4.2', promiseOf(body, issuerKey, certificateLog)],
        from: new Date('2026-06-01T12:00:00Z'),
        to: new Date('2026-06-01T12:10:00Z'),
        extensions: Object.fromEntries(
          Object.entries(issuers).map(([number, value]) => [`${fulcio}${number}`, value]),
        ),
        ...options,
      }),
  };
}

/** The two extensions in which Fulcio names an issuer. */
export function issuersOf(issuer: string): Readonly<Record<number, Uint8Array>> {
  return { 1: Buffer.from(issuer), 8: der.utf8(issuer) };
}
