import { cleanText } from '#lib/text/untrusted-text';
import { cannotCheck, failed } from '#lib/verify/outcome';
import type { NotationEnvelope } from './envelope.ts';
import { attribute, payloadType } from './envelope.ts';

/** https://github.com/notaryproject/specifications/blob/main/specs/signing-scheme.md */
type Scheme = 'notary.x509' | 'notary.x509.signingAuthority';

/** What the signed headers say, after their rules. */
export type Attributes = {
  readonly scheme: Scheme;
  /** Claimed by the signer; of the scheme of signing authorities, by the authority. */
  readonly signingTime: Date;
  readonly expiry?: Date;
  readonly warnings: readonly string[];
};

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * The signed headers of an envelope, checked in both directions: what must be critical is, and what is critical is there
 * (https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#signed-attributes). A
 * critical header that nobody knows is taken with a warning, as notation takes it where no plugin is named.
 *
 * @throws Refused `malformed` or `wrong-payload-type`
 */
export function readAttributes(envelope: NotationEnvelope): Attributes {
  const scheme = schemeOf(envelope);
  const hasExpiry = envelope.headers.has(attribute.expiry);
  const required = [
    attribute.scheme,
    ...(scheme === 'notary.x509' ? [] : [attribute.authenticTime]),
    ...(hasExpiry ? [attribute.expiry] : []),
  ];
  checkCritical(envelope, required);
  if (envelope.contentType !== payloadType) {
    throw failed('integrity', 'wrong-payload-type', `Its payload is no “${payloadType}”.`);
  }
  const signingTime = timeAt(
    envelope,
    scheme === 'notary.x509' ? attribute.signingTime : attribute.authenticTime,
  );
  const expiry = hasExpiry ? timeAt(envelope, attribute.expiry) : undefined;
  if (expiry !== undefined && expiry <= signingTime) throw malformed('It expired before it was signed.');
  const unknown = envelope.critical.filter(
    (name) => !required.some((known) => known === name) && !isStandard(name),
  );
  return {
    scheme,
    signingTime,
    ...(expiry === undefined ? {} : { expiry }),
    warnings: unknown.map(
      (name) =>
        `Orrery does not know the critical header “${cleanText(String(name))}”; notation ignores it too.`,
    ),
  };
}

/**
 * Refuses an envelope that names a plugin: what it demands cannot be known here
 * (https://github.com/notaryproject/specifications/blob/main/specs/plugin-extensibility.md#verification-extensibility).
 *
 * @throws Refused `plugin-needed`, or `malformed` where its name is no critical text
 */
export function refusePlugin({ headers, critical }: NotationEnvelope): void {
  const plugin = headers.get(attribute.plugin);
  if (plugin === undefined) return;
  if (typeof plugin !== 'string' || plugin.trim() === '' || !critical.includes(attribute.plugin)) {
    throw malformed('It names a plugin in a way that notation refuses.');
  }
  const name = cleanText(plugin);
  throw cannotCheck(
    'trust',
    'plugin-needed',
    `It can only be verified with the plugin “${name}”.`,
    `Run “notation verify” where that plugin is installed.`,
  );
}

function schemeOf({ headers, neverCritical }: NotationEnvelope): Scheme {
  const scheme = headers.get(attribute.scheme);
  const isJose = neverCritical.size > 0;
  if (scheme === 'notary.x509') {
    if (isJose && headers.has(attribute.authenticTime))
      throw malformed('It has an authentic signing time, which its signing scheme does not allow.');
    return scheme;
  }
  if (scheme === 'notary.x509.signingAuthority') {
    if (isJose && headers.has(attribute.signingTime))
      throw malformed('It has a claimed signing time, which its signing scheme does not allow.');
    return scheme;
  }
  throw malformed('Notation does not know its signing scheme.');
}

function checkCritical(envelope: NotationEnvelope, required: readonly string[]): void {
  const { critical, headers, neverCritical } = envelope;
  const missing = required.find((name) => !critical.includes(name));
  if (missing !== undefined) throw malformed(`Its header “${missing}” is not marked as critical.`);
  const listed = new Set<unknown>();
  for (const name of critical) {
    const isKnown = typeof name === 'string' || typeof name === 'number';
    const isDemanded = typeof name === 'string' && required.includes(name);
    const isWrong = isKnown && neverCritical.has(name) && !isDemanded;
    const isTwice = neverCritical.size > 0 && isDemanded && listed.has(name);
    if (!isKnown || !headers.has(name) || isWrong || isTwice) {
      throw malformed(`The critical header “${cleanText(String(name))}” is not there.`);
    }
    listed.add(name);
  }
}

/** Of JOSE and COSE themselves, and the names of plugins, which have a check of their own. */
function isStandard(name: unknown): boolean {
  return typeof name === 'number' || Object.values(attribute).some((known) => known === name);
}

function timeAt({ headers, neverCritical }: NotationEnvelope, name: string): Date {
  const value = headers.get(name);
  if (value === undefined) throw malformed(`Its header “${name}” is not there.`);
  const isJose = neverCritical.size > 0;
  const time = isJose && typeof value === 'string' && rfc3339.test(value) ? new Date(value) : value;
  if (time instanceof Date && !Number.isNaN(time.getTime())) return time;
  throw malformed(`Its header “${name}” is no time.`);
}

function malformed(reason: string): Error {
  return failed('integrity', 'malformed', reason);
}
