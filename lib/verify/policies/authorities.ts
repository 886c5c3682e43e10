import { cleanText } from '#lib/text/untrusted-text';
import type { Authority, Demands, NamedRoot } from '#lib/verify/policy';
import type { FieldReader } from './field-reader.ts';
import { readIdentity } from './identities.ts';
import { fullPredicateType } from './predicate-types.ts';
import { readPublicKeys } from './public-keys.ts';

/** What policies may mention by name. */
export type Known = {
  readonly roots: ReadonlyMap<string, NamedRoot>;
  /** Names of notation's statements. */
  readonly statements: ReadonlySet<string>;
};

type Trust = Authority['trust'];

/**
 * One entry of `spec.authorities` of a ClusterImagePolicy
 * (https://github.com/sigstore/policy-controller/blob/main/docs/api-types/index-v1beta1.md); several where its key holds
 * several, each of which suffices.
 *
 * @param unsupported the sentences that `fields` collects, which become the authority's
 */
export function readAuthority(
  fields: FieldReader,
  index: number,
  known: Known,
  unsupported: readonly string[],
): readonly Authority[] {
  const warnings: string[] = [];
  const name = fields.text('name') ?? `authority-${index}`;
  const formats = readFormats(fields);
  const attestations = readAttestations(fields);
  fields.refuse('static', 'it decides without looking at signatures.');
  fields.refuse('source', 'signatures are looked for beside the image alone.');
  const demands = readDemands(fields, known, warnings);
  const trusts = readTrusts(fields, name, known, demands, warnings);
  fields.finish();
  const parts = { formats, attestations, unsupported, warnings };
  return trusts.map((trust, at) => ({ name: at === 0 ? name : `${name}#${at + 1}`, ...parts, trust }));
}

function readFormats(fields: FieldReader): Authority['formats'] {
  const format = fields.text('signatureFormat');
  if (format === undefined) return ['legacy', 'bundle'];
  if (format === 'legacy' || format === 'bundle') return [format];
  fields.say(`${fields.placeOf('signatureFormat')} is neither legacy nor bundle.`);
  return [];
}

function readAttestations(fields: FieldReader): Authority['attestations'] {
  return fields.objects('attestations').map((entry, index) => {
    const predicateType = entry.text('predicateType');
    const name = entry.text('name') ?? predicateType ?? `attestation-${index}`;
    if (predicateType === undefined) entry.say(`${entry.placeOf('predicateType')} is missing.`);
    entry.refuse('policy', 'Orrery runs neither CUE nor Rego.');
    entry.finish();
    return { name, predicateType: fullPredicateType(predicateType ?? '') };
  });
}

function readDemands(fields: FieldReader, known: Known, warnings: string[]): Omit<Demands, 'ignoreCtLog'> {
  const log = readLog(fields.object('ctlog'), known);
  const timestamps = fields.object('rfc3161timestamp');
  const timestamp = timestamps && readRoot(timestamps, known);
  if (timestamps !== undefined && !timestamps.has('trustRootRef'))
    timestamps.say(`${timestamps.placeOf('trustRootRef')} is missing: nobody says whose time stamps count.`);
  timestamps?.finish();
  if (typeof log === 'object' && timestamp !== undefined)
    warnings.push(
      'Both a log entry and a time stamp are asked for; policy-controller would ask for the time stamp alone.',
    );
  return { ...(log === undefined ? {} : { log }), ...(timestamp === undefined ? {} : { timestamp }) };
}

/** A `ctlog` that names nothing switches the log off; without one the form decides. */
function readLog(fields: FieldReader | undefined, known: Known): Demands['log'] {
  if (fields === undefined) return undefined;
  fields.refuse('url', 'Orrery works offline. Name a trusted root: trustRootRef: public-good.');
  const isOff = !fields.has('url') && !fields.has('trustRootRef');
  const root = readRoot(fields, known);
  fields.finish();
  return isOff ? 'none' : root;
}

/** The trusted root that a `trustRootRef` names; undefined when it names none, or one that is not here, which is said. */
function readRoot(fields: FieldReader, known: Known): NamedRoot | undefined {
  const name = fields.text('trustRootRef');
  if (name === undefined) return undefined;
  const root = known.roots.get(name);
  if (root === undefined)
    fields.say(
      `${fields.placeOf('trustRootRef')} names “${cleanText(name)}”, and no trusted root of that name can be read here.`,
    );
  return root;
}

function readTrusts(
  fields: FieldReader,
  name: string,
  known: Known,
  demands: Omit<Demands, 'ignoreCtLog'>,
  warnings: string[],
): readonly Trust[] {
  const kinds = ['key', 'keyless', 'notation', 'static'].filter((kind) => fields.has(kind));
  if (kinds.length !== 1)
    fields.say(`${fields.placeOf('key')}, keyless or notation: exactly one is required.`);
  const [keys, keyless, notation] = [
    fields.object('key'),
    fields.object('keyless'),
    fields.object('notation'),
  ];
  if (keys !== undefined) return readKeys(keys, name, demands);
  if (keyless !== undefined) return [readKeyless(keyless, known, demands, warnings)];
  if (notation !== undefined) return [readNotation(notation, known)];
  return [{ by: 'nothing' }];
}

function readKeys(
  fields: FieldReader,
  name: string,
  demands: Omit<Demands, 'ignoreCtLog'>,
): readonly Trust[] {
  const data = fields.text('data');
  fields.refuse('kms', 'Orrery does not call a key service. Put the public key into data.');
  fields.refuse('secretRef', 'Orrery reads no secrets of a cluster. Put the public key into data.');
  const hash = readHash(fields);
  if (data === undefined && !fields.has('kms') && !fields.has('secretRef'))
    fields.say(`${fields.placeOf('data')} is missing.`);
  fields.finish();
  const { keys, problems } = data === undefined ? { keys: [], problems: [] } : readPublicKeys(name, data);
  for (const problem of problems) fields.say(`${fields.placeOf('data')}: ${problem}`);
  if (keys.length === 0) return [{ by: 'nothing' }];
  return keys.map((key) => ({
    by: 'key',
    key,
    ...(hash === undefined ? {} : { hash }),
    demands: { ...demands, ignoreCtLog: true },
  }));
}

function readHash(fields: FieldReader): 'sha256' | 'sha384' | 'sha512' | undefined {
  const hash = fields.text('hashAlgorithm')?.toLowerCase().replace('-', '');
  if (hash === undefined || hash === 'sha256' || hash === 'sha384' || hash === 'sha512') return hash;
  fields.say(`${fields.placeOf('hashAlgorithm')} is none of sha256, sha384 and sha512.`);
  return undefined;
}

function readKeyless(
  fields: FieldReader,
  known: Known,
  demands: Omit<Demands, 'ignoreCtLog'>,
  warnings: string[],
): Trust {
  fields.refuse(
    'url',
    'Orrery does not call a certificate authority. Name a trusted root: trustRootRef: public-good.',
  );
  fields.refuse('ca-cert', 'name a trusted root with this authority in it by trustRootRef.');
  const identities = fields.objects('identities').map((entry) => readIdentity(entry, warnings));
  if (identities.length === 0)
    fields.say(`${fields.placeOf('identities')} is empty: anyone with a certificate could sign.`);
  const ignoreCtLog = fields.flag('insecureIgnoreSCT');
  const root = fields.has('trustRootRef') ? readRoot(fields, known) : known.roots.get('public-good');
  fields.finish();
  if (root === undefined) return { by: 'nothing' };
  return { by: 'keyless', root, identities, demands: { ...demands, ignoreCtLog } };
}

function readNotation(fields: FieldReader, known: Known): Trust {
  const trustPolicy = fields.text('trustPolicy');
  fields.finish();
  if (trustPolicy === undefined) fields.say(`${fields.placeOf('trustPolicy')} is missing.`);
  else if (!known.statements.has(trustPolicy))
    fields.say(
      `${fields.placeOf('trustPolicy')} names “${cleanText(trustPolicy)}”, and notation's trust policy has no statement of that name.`,
    );
  return trustPolicy === undefined ? { by: 'nothing' } : { by: 'notation', trustPolicy };
}
