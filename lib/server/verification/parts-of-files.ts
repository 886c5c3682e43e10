import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import type { FolderFile } from './read-folder.ts';

/** The parts of a policy, and what of the files is none, in sentences. */
export type FolderParts = {
  readonly parts: PolicyParts;
  /** The text of `requirements.yaml`: what an audit requires of artifacts. */
  readonly requirements?: string;
  readonly problems: readonly string[];
};

type Parts = {
  readonly documents: unknown[];
  readonly trustedRoots: Record<string, unknown>;
  readonly keys: Record<string, string>;
  readonly trustStores: Record<string, string[]>;
  trustPolicy?: string;
  requirements?: string;
  readonly problems: string[];
};

/**
 * What the files of a policy folder are, by their paths: `*.yaml` and `*.json` are policies, `trusted-roots/` and
 * `keys/` hold what they mention by name, `notation/` is notation's own folder
 * (https://notaryproject.dev/docs/user-guides/how-to/directory-structure/). A ConfigMap has no folders, so that keys,
 * trusted roots and trustpolicy.json are also taken where the policies are.
 */
export function partsOfFiles(files: readonly FolderFile[]): FolderParts {
  const parts: Parts = {
    documents: [],
    trustedRoots: Object.create(null),
    keys: Object.create(null),
    trustStores: Object.create(null),
    problems: [],
  };
  for (const file of files) place(parts, file);
  const { documents, trustedRoots, keys, trustStores, trustPolicy, requirements, problems } = parts;
  const hasNotation = trustPolicy !== undefined || Object.keys(trustStores).length > 0;
  const notation = { trustStores, ...(trustPolicy === undefined ? {} : { trustPolicy }) };
  return {
    parts: { documents, trustedRoots, keys, ...(hasNotation ? { notation } : {}) },
    ...(requirements === undefined ? {} : { requirements }),
    problems,
  };
}

function place(parts: Parts, { path, bytes }: FolderFile): void {
  const store = /^notation\/truststore\/x509\/(ca|tsa|signingAuthority)\/([^/]+)\/[^/]+$/.exec(path);
  if (store?.[1] !== undefined && store[2] !== undefined) {
    const name = `${store[1]}:${store[2]}`;
    parts.trustStores[name] = [...(parts.trustStores[name] ?? []), toPem(bytes)];
    return;
  }
  const text = new TextDecoder().decode(bytes);
  const name = /([^/]+?)\.[^./]+$/.exec(path)?.[1] ?? path;
  if (isTrustPolicy(path)) addTrustPolicy(parts, path, text);
  else if (/^trusted-roots\/[^/]+\.jsonl?$/.test(path) || isRootAtTop(path, text))
    parts.trustedRoots[name] = text;
  else if (/^(?:keys\/)?[^/]+\.(?:pub|pem)$/.test(path)) parts.keys[name] = text;
  else if (/^requirements\.ya?ml$/.test(path)) addRequirements(parts, path, text);
  else if (/^[^/]+\.(?:ya?ml|json)$/.test(path)) parts.documents.push(text);
  else if (path.startsWith('keyrings/'))
    parts.problems.push(`The keyring ${path} is not used: signatures of Helm cannot be checked here.`);
  else if (!isNotesFile(path)) parts.problems.push(`The file ${path} is no part of a policy.`);
}

function isTrustPolicy(path: string): boolean {
  return /^(?:notation\/)?trustpolicy(?:\.oci)?\.json$/.test(path);
}

/** Notation itself prefers `trustpolicy.oci.json`, which sorts first. */
function addTrustPolicy(parts: Parts, path: string, text: string): void {
  if (parts.trustPolicy === undefined) parts.trustPolicy = text;
  else parts.problems.push(`The file ${path} is not used: another trust policy comes before it.`);
}

function addRequirements(parts: Parts, path: string, text: string): void {
  if (parts.requirements === undefined) parts.requirements = text;
  else parts.problems.push(`The file ${path} is not used: requirements.yaml comes before it.`);
}

function isRootAtTop(path: string, text: string): boolean {
  return (
    /^[^/]+\.jsonl?$/.test(path) && /"application\/vnd\.dev\.sigstore\.trustedroot/.test(text.slice(0, 2_000))
  );
}

function isNotesFile(path: string): boolean {
  return (
    /(?:^|\/)(?:README|LICENSE|OWNERS)[^/]*$/i.test(path) ||
    /^notation\/(?:config|signingkeys)\.json$/.test(path)
  );
}

/** Stores hold certificates as PEM or DER (https://github.com/notaryproject/specifications/blob/v1.1.0/specs/trust-store-trust-policy.md#trust-store). */
function toPem(bytes: Uint8Array): string {
  const isDer = bytes[0] === 0x30;
  if (!isDer) return new TextDecoder().decode(bytes);
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
