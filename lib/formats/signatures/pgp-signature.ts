import { decodeBase64 } from '#lib/formats/encoding/base64';
import { hexOf } from '#lib/formats/encoding/der';
import { unlessBroken } from '#lib/formats/encoding/unless-broken';

/** What a signature of OpenPGP claims; what it does not hold is absent. */
export type PgpSignature = {
  /** The fingerprint of the key in hexadecimal, else its id. */
  readonly keyId?: string;
  /** RFC 3339. */
  readonly created?: string;
  readonly algorithm?: string;
  readonly hash?: string;
};

// https://www.rfc-editor.org/rfc/rfc9580#section-9.1 and #section-9.5
const algorithms: Readonly<Record<number, string>> = {
  1: 'RSA',
  3: 'RSA',
  17: 'DSA',
  19: 'ECDSA',
  22: 'EdDSA',
  27: 'Ed25519',
  28: 'Ed448',
};
const hashes: Readonly<Record<number, string>> = {
  1: 'MD5',
  2: 'SHA1',
  3: 'RIPEMD160',
  8: 'SHA256',
  9: 'SHA384',
  10: 'SHA512',
  11: 'SHA224',
  12: 'SHA3-256',
  14: 'SHA3-512',
};

const body = /-----BEGIN PGP SIGNATURE-----([^-]{0,65536})-----END PGP SIGNATURE-----/;

/** The first signature of an armored text; empty for one that cannot be opened, undefined where there is none. */
export function readArmor(text: string): PgpSignature | undefined {
  const inside = body.exec(text)?.[1];
  if (inside === undefined) return undefined;
  // Headers end with an empty line, and a line that begins with `=` is a checksum.
  const lines = inside.split('\n').filter((line) => !line.includes(':') && !line.startsWith('='));
  const bytes = unlessBroken(() => decodeBase64(lines.join('')));
  if (bytes === undefined || bytes.length === 0) return undefined;
  return readPacket(bytes) ?? {};
}

/** A signature packet (https://www.rfc-editor.org/rfc/rfc9580#section-5.2) at the start of some bytes. */
function readPacket(bytes: Uint8Array): PgpSignature | undefined {
  const first = bytes[0] ?? 0;
  const isNew = (first & 0x40) !== 0;
  const tag = isNew ? first & 0x3f : (first & 0x3c) >> 2;
  if ((first & 0x80) === 0 || tag !== 2) return undefined;
  const packet = bytes.subarray(isNew ? startOfNew(bytes) : 2 + (2 ** (first & 3) - 1));
  return packet[0] === 3 ? readVersion3(packet) : readVersion4(packet);
}

function startOfNew(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0;
  return first < 192 ? 2 : first < 224 ? 3 : 6;
}

function readVersion3(packet: Uint8Array): PgpSignature {
  return {
    created: timeAt(packet, 3),
    keyId: hexOf(packet.subarray(7, 15)).toUpperCase(),
    ...namesOf(packet[15], packet[16]),
  };
}

function readVersion4(packet: Uint8Array): PgpSignature {
  const version = packet[0] ?? 0;
  if (version < 4 || version > 6) return {};
  const width = version === 6 ? 4 : 2;
  const hashed = areaAt(packet, 4, width);
  const unhashed = areaAt(packet, 4 + width + hashed.length, width);
  const parts = [...subpackets(hashed), ...subpackets(unhashed)];
  const find = (type: number) => parts.find((part) => ((part[0] ?? 0) & 0x7f) === type)?.subarray(1);
  const fingerprint = find(33)?.subarray(1);
  const id = fingerprint ?? find(16);
  const time = find(2);
  return {
    ...(id === undefined || id.length === 0 ? {} : { keyId: hexOf(id).toUpperCase() }),
    ...(time === undefined || time.length < 4 ? {} : { created: timeAt(time, 0) }),
    ...namesOf(packet[2], packet[3]),
  };
}

function namesOf(algorithm = 0, hash = 0): PgpSignature {
  const name = algorithms[algorithm];
  const hashName = hashes[hash];
  return {
    ...(name === undefined ? {} : { algorithm: name }),
    ...(hashName === undefined ? {} : { hash: hashName }),
  };
}

function areaAt(packet: Uint8Array, at: number, width: number): Uint8Array {
  const length = numberOf(packet.subarray(at, at + width));
  return packet.subarray(at + width, at + width + length);
}

/** Each subpacket from its type on (https://www.rfc-editor.org/rfc/rfc9580#section-5.2.3.7). */
function subpackets(area: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < area.length; ) {
    const first = area[at] ?? 0;
    const width = first < 192 ? 1 : first < 255 ? 2 : 5;
    const length =
      width === 1
        ? first
        : width === 2
          ? (first - 192) * 256 + (area[at + 1] ?? 0) + 192
          : numberOf(area.subarray(at + 1, at + 5));
    if (length === 0) break;
    found.push(area.subarray(at + width, at + width + length));
    at += width + length;
  }
  return found;
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

function timeAt(bytes: Uint8Array, at: number): string {
  return new Date(numberOf(bytes.subarray(at, at + 4)) * 1000).toISOString().replace('.000Z', 'Z');
}
