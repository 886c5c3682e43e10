import type { ASN1Obj } from '@sigstore/core';
import { verifyLimits } from './limits.ts';

/**
 * Whether every number and identifier in some DER is as short as real ones are. The library reads them digit by digit, in
 * a time that grows with the square of their length: one of a megabyte takes hours.
 */
export function hasShortNumbers({ tag, value, subs }: ASN1Obj): boolean {
  const isNumber = tag.isInteger() || tag.isOID();
  if (isNumber && value.length > verifyLimits.asn1NumberMaxBytes) return false;
  return subs.every((one) => hasShortNumbers(one));
}
