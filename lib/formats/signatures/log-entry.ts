import type { SignatureSummary } from '#lib/formats/documents/summaries';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { hexOf } from '#lib/formats/encoding/der';
import { unlessBroken } from '#lib/formats/encoding/unless-broken';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import { cleanText } from '#lib/text/untrusted-text';

/** What an entry of a transparency log claims. */
export type LogEntry = SignatureSummary['logEntries'][number];

const publicLogs: Readonly<Record<string, string>> = {
  c0d23d6ad406973f9559f3ba2d1ca01f84147d8ffc5b8445c224f98b9591801d: 'rekor.sigstore.dev',
  d32f30a3c32d639c2b762205a21c7bb07788e68283a4ae6f42118723a1bea496: 'rekor.sigstage.dev',
};

/** The entries of a bundle (https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_rekor.proto). */
export function entriesOfBundle(entries: unknown): readonly LogEntry[] {
  return listAt(entries)
    .slice(0, formatLimits.logEntriesMax)
    .map((entry) => {
      const origin = /^([^\s]{1,100})/.exec(
        textAt(entry, 'inclusionProof', 'checkpoint', 'envelope') ?? '',
      )?.[1];
      const id = hexOfBase64(textAt(entry, 'logId', 'keyId'));
      return entryOf(publicLogs[id] ?? origin ?? id, at(entry, 'logIndex'), at(entry, 'integratedTime'));
    });
}

/** The entry that cosign keeps beside a signature (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#properties). */
export function entryOfCosign(bundle: unknown): readonly LogEntry[] {
  const payload = at(bundle, 'Payload');
  if (payload === undefined) return [];
  const id = textAt(payload, 'logID') ?? '';
  return [entryOf(publicLogs[id] ?? id, at(payload, 'logIndex'), at(payload, 'integratedTime'))];
}

function entryOf(log: string, index: unknown, integrated: unknown): LogEntry {
  const time = dateOfSeconds(integrated);
  const number = typeof index === 'number' || typeof index === 'string' ? cleanText(String(index), 30) : '';
  return {
    ...(log === '' ? {} : { log: cleanText(log, 100) }),
    ...(number === '' ? {} : { index: number }),
    ...(time === undefined ? {} : { integratedAt: time }),
  };
}

/** Seconds since 1970 in RFC 3339; a log of the second version writes 0, which is no time. */
export function dateOfSeconds(value: unknown): string | undefined {
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds < 253_402_300_800)) return undefined;
  return new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}

function hexOfBase64(text = ''): string {
  const bytes = unlessBroken(() => decodeBase64(text));
  return bytes === undefined ? '' : hexOf(bytes.subarray(0, 64));
}
