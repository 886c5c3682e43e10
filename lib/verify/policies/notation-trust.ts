import { X509Certificate } from 'node:crypto';
import { isJsonObject } from '#lib/oci/parse-json';
import type { Reference } from '#lib/oci/reference';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import { Refused } from '#lib/verify/outcome';
import type { NotationTrust, TrustStatement } from '#lib/verify/policy';
import { parseStrictJson } from '#lib/verify/strict-json';
import { FieldReader } from './field-reader.ts';

/**
 * Notation's own configuration: the statements of trustpolicy.json, or of trustpolicy.oci.json, which has the same form
 * (https://github.com/notaryproject/specifications/blob/v1.1.0/specs/trust-store-trust-policy.md), and its trust stores.
 * One statement that cannot be read makes notation refuse the whole file, so a sentence in `unsupported` counts for all.
 *
 * @param stores certificates in PEM by `ca:acme`, `tsa:acme`, `signingAuthority:acme`
 * @param problems gets what is wrong with the stores; a store that cannot be read whole is left out
 */
export function readNotationTrust(
  trustPolicy: unknown,
  stores: Readonly<Record<string, readonly string[]>>,
  problems: string[],
): NotationTrust {
  const unsupported: string[] = [];
  const document = parsePolicy(trustPolicy, unsupported);
  const fields = document === undefined ? undefined : new FieldReader(document, '', unsupported);
  const version = fields?.text('version');
  if (fields !== undefined && version !== '1.0')
    fields.say('The version of the trust policy is not 1.0, the only one that is known here.');
  const statements = (fields?.objects('trustPolicies') ?? []).map(readStatement);
  fields?.finish();
  checkTogether(statements, unsupported);
  return { statements, stores: readStores(stores, problems), unsupported };
}

function parsePolicy(value: unknown, unsupported: string[]): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  try {
    return parseStrictJson(value, "Notation's trust policy");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    unsupported.push(error.message);
    return undefined;
  }
}

const levels = ['strict', 'permissive', 'audit', 'skip'] as const;
const actions = ['enforce', 'log', 'skip'] as const;
const overridable = new Set(['authenticity', 'authenticTimestamp', 'expiry', 'revocation']);

function readStatement(fields: FieldReader): TrustStatement {
  const name = fields.text('name') ?? '';
  if (name === '') fields.say(`${fields.placeOf('name')} is missing.`);
  const registryScopes = fields.texts('registryScopes');
  const verification = fields.object('signatureVerification');
  const signatureVerification = readVerification(verification);
  if (verification === undefined) fields.say(`${fields.placeOf('signatureVerification')} is missing.`);
  const trustStores = fields.texts('trustStores');
  const trustedIdentities = fields.texts('trustedIdentities');
  fields.finish();
  if (registryScopes.length === 0) fields.say(`${fields.placeOf('registryScopes')} names nothing.`);
  if (registryScopes.includes('*') && registryScopes.length > 1)
    fields.say(`${fields.placeOf('registryScopes')} has * beside other scopes.`);
  if (signatureVerification.level !== 'skip') {
    if (trustStores.length === 0) fields.say(`${fields.placeOf('trustStores')} names none.`);
    if (trustedIdentities.length === 0) fields.say(`${fields.placeOf('trustedIdentities')} names nobody.`);
  }
  if (trustedIdentities.includes('*') && trustedIdentities.length > 1)
    fields.say(`${fields.placeOf('trustedIdentities')} has * beside other identities.`);
  return { name, registryScopes, signatureVerification, trustStores, trustedIdentities };
}

function readVerification(fields: FieldReader | undefined): TrustStatement['signatureVerification'] {
  const level = levels.find((one) => one === fields?.text('level'));
  if (fields !== undefined && level === undefined)
    fields.say(`${fields.placeOf('level')} is none of ${levels.join(', ')}.`);
  const override = (fields?.table('override') ?? []).flatMap(([check, text]) => {
    const action = actions.find((one) => one === text);
    if (action !== undefined && overridable.has(check)) return [[check, action] as const];
    fields?.say(`${fields.placeOf('override')}.${cleanText(check)} cannot be ${cleanText(text)}.`);
    return [];
  });
  const when = fields?.text('verifyTimestamp') ?? 'always';
  if (when !== 'always' && when !== 'afterCertExpiry')
    fields?.say(`${fields.placeOf('verifyTimestamp')} is neither always nor afterCertExpiry.`);
  fields?.finish();
  return {
    level: level ?? 'strict',
    override: Object.fromEntries(override),
    verifyTimestamp: when === 'afterCertExpiry' ? when : 'always',
  };
}

/** A name stands once, and so does a scope: notation refuses the file otherwise. */
function checkTogether(statements: readonly TrustStatement[], unsupported: string[]): void {
  const names = statements.map(({ name }) => name);
  const scopes = statements.flatMap(({ registryScopes }) => registryScopes);
  for (const name of repeated(names)) unsupported.push(`Two statements are called “${cleanText(name)}”.`);
  for (const scope of repeated(scopes))
    unsupported.push(`Two statements have the scope “${cleanText(scope)}”.`);
}

function repeated(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))].slice(
    0,
    verifyLimits.sentencesMax,
  );
}

const storeName = /^(?:ca|tsa|signingAuthority):[A-Za-z0-9_.-]{1,256}$/;
const certificate = /-----BEGIN CERTIFICATE-----[^-]{0,40000}-----END CERTIFICATE-----/g;

function readStores(
  stores: Readonly<Record<string, readonly string[]>>,
  problems: string[],
): Readonly<Record<string, readonly string[]>> {
  if (!isJsonObject(stores)) return {};
  const entries = Object.entries(stores).flatMap(([name, texts]) => {
    const problem = storeName.test(name) ? undefined : 'begins with none of ca:, tsa: and signingAuthority:.';
    const pems = [texts]
      .flat()
      .map((text) => (typeof text === 'string' ? (text.match(certificate) ?? []) : []));
    const why = problem ?? problemOf(pems);
    if (why === undefined) return [[name, pems.flat()] as const];
    problems.push(`The trust store ${cleanText(name)} ${why}`);
    return [];
  });
  return Object.fromEntries(entries);
}

/** Notation uses no store that has a file without a certificate in it. */
function problemOf(files: readonly (readonly string[])[]): string | undefined {
  if (files.length === 0 || files.some((pems) => pems.length === 0)) return 'holds no certificate in PEM.';
  return files.flat().every(isCertificate) ? undefined : 'holds a certificate that cannot be read.';
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    // It is no certificate, which the caller says.
    return false;
  }
}

/**
 * The statement that applies to an artifact: the one that has its `host/name` among its scopes, else the one for `*`;
 * undefined when there is none.
 */
export function applicableStatement(
  statements: readonly TrustStatement[],
  { registry, repository }: Reference,
): TrustStatement | undefined {
  const scope = `${registry}/${repository}`;
  return (
    statements.find(({ registryScopes }) => registryScopes.includes(scope)) ??
    statements.find(({ registryScopes }) => registryScopes.includes('*'))
  );
}
