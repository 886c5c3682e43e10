import { open, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { auditSchema } from '#lib/api/contract/audit-contract';
import type { SavedAudit } from '#lib/api/contract/saved-audit-contract';
import { savedAuditSchema } from '#lib/api/contract/saved-audit-contract';
import type { Audit } from '#lib/audit/audit';
import { unlessMissing } from '#lib/layout/files/file-error';
import { parseJson } from '#lib/oci/parse-json';
import { savedAuditLimits } from './limits.ts';

// One file for each audit: a line of JSON that tells what it is, and behind it the audit as JSON, gzip. A list reads the
// first lines alone.

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const lineEnd = 0x0a;

/** An audit and its summary as one file. */
export async function packAudit(saved: SavedAudit, audit: Audit): Promise<Uint8Array> {
  return Buffer.concat([Buffer.from(`${JSON.stringify(saved)}\n`), await pack(JSON.stringify(audit))]);
}

/**
 * What a file says of its audit; undefined where there is no such file.
 *
 * @throws Error for a file that is damaged
 */
export async function readAuditHead(path: string): Promise<SavedAudit | undefined> {
  const handle = await unlessMissing(open(path, 'r'));
  if (handle === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(savedAuditLimits.headMaxBytes), 0);
    return headOf(buffer.subarray(0, bytesRead)).saved;
  } finally {
    await handle.close();
  }
}

/**
 * The audit of a file; undefined where there is no such file.
 *
 * @throws Error for a file that is damaged
 */
export async function readAuditFile(
  path: string,
): Promise<{ readonly saved: SavedAudit; readonly audit: Audit } | undefined> {
  const content = await unlessMissing(readFile(path));
  if (content === undefined) return undefined;
  return await unpackAudit(content);
}

/**
 * What {@link packAudit} has packed.
 *
 * @throws Error for what is damaged
 */
export async function unpackAudit(
  content: Uint8Array,
): Promise<{ readonly saved: SavedAudit; readonly audit: Audit }> {
  const { saved, end } = headOf(content);
  const { unpackedMaxBytes } = savedAuditLimits;
  const text = await unpack(content.subarray(end + 1), { maxOutputLength: unpackedMaxBytes });
  return { saved, audit: auditSchema.parse(parseJson(text)) };
}

function headOf(content: Uint8Array): { readonly saved: SavedAudit; readonly end: number } {
  const end = content.subarray(0, savedAuditLimits.headMaxBytes).indexOf(lineEnd);
  return { saved: savedAuditSchema.parse(parseJson(content.subarray(0, Math.max(0, end)))), end };
}
