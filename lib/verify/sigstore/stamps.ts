import type { KeyObject } from 'node:crypto';
import { ASN1Obj } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';
import { Verifier } from '@sigstore/verify';
import { claimsOfCertificate } from '#lib/formats/signatures/certificate-claims';
import type { SignedTime } from '#lib/graph/verification/evidence-check';
import { verifyLimits } from '#lib/verify/limits';
import { cannotCheck, failed, Refused } from '#lib/verify/outcome';
import type { NamedRoot } from '#lib/verify/policy';
import { hasShortNumbers } from '#lib/verify/short-numbers';
import { Stamp } from '#lib/verify/time-stamp';
import { rfc3339 } from './leaf.ts';
import { trustMaterialOf } from './trusted-root.ts';

/** What time stamps are over, and any key, which the library wants to see. */
export type Stamped = {
  readonly stamps: readonly Uint8Array[];
  readonly bytes: Buffer;
  readonly key: KeyObject;
};

type StampTime = SignedTime & { readonly date: Date };

/** The time stamps that hold, each tried alone as cosign does, and why the first of the others does not. */
export type StampTimes = { readonly held: readonly StampTime[]; readonly refused?: Refused };

/**
 * Which time stamps (https://www.rfc-editor.org/rfc/rfc3161) are of an authority of the root and over these bytes.
 *
 * @throws Refused `timestamp-invalid` for too many, `invalid-trusted-root`
 */
export function verifyStamps(stamped: Stamped, root: NamedRoot, now: Date): StampTimes {
  if (stamped.stamps.length > verifyLimits.stampsMax)
    throw failed(
      'trust',
      'timestamp-invalid',
      `It carries more than ${verifyLimits.stampsMax} time stamps along.`,
    );
  const { timestampAuthorities } = trustMaterialOf(root.root);
  const held: StampTime[] = [];
  let refused: Refused | undefined;
  for (const bytes of unique(stamped.stamps)) {
    try {
      held.push(verifyStamp(bytes, stamped, { name: root.name, timestampAuthorities, now }));
    } catch (error) {
      refused ??= error instanceof Refused ? error : invalid();
    }
  }
  return { held, ...(refused === undefined ? {} : { refused }) };
}

function unique(stamps: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(stamps.map((stamp) => [Buffer.from(stamp).toString('latin1'), stamp])).values()];
}

type Authorities = TrustMaterial['timestampAuthorities'];

function verifyStamp(
  bytes: Uint8Array,
  stamped: Stamped,
  { name, timestampAuthorities, now }: { name: string; timestampAuthorities: Authorities; now: Date },
): StampTime {
  const stamp = new Stamp(ASN1Obj.parseBuffer(Buffer.from(bytes)));
  if (!hasShortNumbers(stamp.root)) throw invalid();
  const by = timestampAuthorities.find(
    ({ certChain: [leaf] }) =>
      leaf?.serialNumber.equals(stamp.signerSerialNumber) && leaf.issuer.equals(stamp.signerIssuer),
  );
  if (by === undefined)
    throw cannotCheck(
      'trust',
      'no-trusted-root',
      `The trusted root ${name} does not know the authority of the time stamp.`,
      'Use the trusted root of the instance of Sigstore that signed it.',
    );
  assertStamp(stamp, stamped, timestampAuthorities);
  const date = stamp.signingTime;
  if (date.getTime() > now.getTime() + verifyLimits.clockSkewMs)
    throw failed('trust', 'time-in-future', 'Its time stamp is later than the time you asked about.');
  const [leaf] = by.certChain;
  const authority = leaf === undefined ? '' : claimsOfCertificate(leaf.root.toDER()).subject;
  return { source: 'timestamp', at: rfc3339(date), ...(authority === '' ? {} : { by: authority }), date };
}

/** The library's own check of one stamp; the signature and the key of the entity are those that let it pass on. */
function assertStamp(stamp: Stamp, { bytes, key }: Stamped, timestampAuthorities: Authorities): void {
  const material: TrustMaterial = {
    certificateAuthorities: [],
    timestampAuthorities,
    ctlogs: [],
    tlogs: [],
    publicKey: () => ({ publicKey: key, validFor: () => true }),
  };
  const verifier = new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 });
  verifier.verify({
    signature: {
      signature: bytes,
      compareSignature: () => true,
      compareDigest: () => true,
      compareSignedDigest: () => true,
      verifySignature: () => true,
    },
    key: { $case: 'public-key', hint: '' },
    timestamps: [{ $case: 'timestamp-authority', timestamp: stamp }],
    tlogEntries: [],
  });
}

function invalid(): Refused {
  return failed(
    'trust',
    'timestamp-invalid',
    'The time stamp is invalid: it is of another signature, or its authority did not sign it.',
  );
}
