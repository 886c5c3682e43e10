import { RE2JS } from 're2js';
import type { Signer } from '#lib/graph/verification/evidence-check';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import type { Identity } from '#lib/verify/policy';
import type { FieldReader } from './field-reader.ts';

/** The names of https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md that a policy may ask for. */
const extensionNames = [
  ...['githubWorkflowTrigger', 'githubWorkflowSHA', 'githubWorkflowName', 'githubWorkflowRepository'],
  ...['githubWorkflowRef', 'buildSignerURI', 'buildSignerDigest', 'runnerEnvironment', 'sourceRepositoryURI'],
  ...['sourceRepositoryDigest', 'sourceRepositoryRef', 'sourceRepositoryIdentifier'],
  ...['sourceRepositoryOwnerURI', 'sourceRepositoryOwnerIdentifier', 'buildConfigURI', 'buildConfigDigest'],
  ...['buildTrigger', 'runInvocationURI', 'sourceRepositoryVisibilityAtSigning', 'deploymentEnvironment'],
  ...['tokenSubject'],
] as const;
// `Source Repository URI` is how the table writes it, `sourceRepositoryURI` how certificates are shown.
const byPlainName = new Map<string, string>(extensionNames.map((name) => [plainName(name), name]));

/**
 * Whom an authority trusts. Nothing of an identity is taken for any: it names the issuer, and the subject or an
 * extension, each exactly or by a regular expression.
 *
 * @param warnings gets what a reader may not expect
 */
export function readIdentity(fields: FieldReader, warnings: string[]): Identity {
  const issuer = fields.text('issuer');
  const subject = fields.text('subject');
  const issuerRegExp = readRegExp(fields, 'issuerRegExp', warnings);
  const subjectRegExp = readRegExp(fields, 'subjectRegExp', warnings);
  const extensions = readExtensions(fields);
  const isAsked = Object.keys(extensions).length > 0;
  if (issuer !== undefined && issuerRegExp !== undefined)
    fields.say(`${fields.placeOf('issuer')} stands beside issuerRegExp: only one of them may be there.`);
  if (subject !== undefined && subjectRegExp !== undefined)
    fields.say(`${fields.placeOf('subject')} stands beside subjectRegExp: only one of them may be there.`);
  if (issuer === undefined && issuerRegExp === undefined)
    fields.say(`${fields.placeOf('issuer')} is missing: the identity needs an issuer.`);
  if (subject === undefined && subjectRegExp === undefined && !isAsked)
    fields.say(`${fields.placeOf('subject')} is missing: anyone with an account at the issuer could sign.`);
  fields.finish();
  return {
    ...(issuer === undefined ? {} : { issuer }),
    ...(issuerRegExp === undefined ? {} : { issuerRegExp }),
    ...(subject === undefined ? {} : { subject }),
    ...(subjectRegExp === undefined ? {} : { subjectRegExp }),
    ...(isAsked ? { extensions } : {}),
  };
}

function readRegExp(fields: FieldReader, name: string, warnings: string[]): string | undefined {
  const text = fields.text(name);
  if (text === undefined) return undefined;
  if (compile(text) === undefined)
    fields.say(`${fields.placeOf(name)} is not a regular expression of RE2 that Orrery can read.`);
  else if (!isAnchored(text))
    warnings.push(
      `${name} “${cleanText(text)}” matches more than it looks: without ^ at its start and $ at its end it fits longer texts too.`,
    );
  return text;
}

/** Both ends are held, and no alternative outside of parentheses escapes one of them. */
function isAnchored(text: string): boolean {
  const body = text.replace(/^\(\?[imsU]{1,8}\)/, '');
  const isHeld = /^(?:\^|\\A)/.test(body) && /(?:(?<!\\)(?:\\\\){0,64}\$|\\z)$/.test(body);
  return isHeld && !hasOpenAlternative(body);
}

function hasOpenAlternative(text: string): boolean {
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}

function readExtensions(fields: FieldReader): Readonly<Record<string, string>> {
  const known = fields.table('extensions').flatMap(([name, value]) => {
    const extension = byPlainName.get(plainName(name));
    if (extension !== undefined) return [[extension, value] as const];
    fields.say(
      `${fields.placeOf('extensions')}.${cleanText(name)} is not supported: Fulcio has no such field.`,
    );
    return [];
  });
  return Object.fromEntries(known);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Whether a proven signer is the one that an identity names: every field that is there fits, exactly. */
export function fitsIdentity(identity: Identity, signer: Signer): boolean {
  return (
    fitsText(signer.issuer, identity.issuer, identity.issuerRegExp) &&
    fitsText(signer.identity, identity.subject, identity.subjectRegExp) &&
    Object.entries(identity.extensions ?? {}).every(([name, value]) => extensionOf(signer, name) === value)
  );
}

function extensionOf(signer: Signer, name: string): string | undefined {
  const extensions = signer.extensions ?? {};
  return Object.hasOwn(extensions, name) ? extensions[name] : undefined;
}

function fitsText(
  actual: string | undefined,
  exact: string | undefined,
  regExp: string | undefined,
): boolean {
  if (exact !== undefined && actual !== exact) return false;
  if (regExp === undefined) return true;
  // Without anchors it fits inside, as with cosign.
  return actual !== undefined && (compile(regExp)?.test(actual) ?? false);
}

function compile(text: string): RE2JS | undefined {
  if (text.length > verifyLimits.regExpMaxCharacters) return undefined;
  try {
    return RE2JS.compile(text);
  } catch {
    // What it throws says no more than that the text is none.
    return undefined;
  }
}
