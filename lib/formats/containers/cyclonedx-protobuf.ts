import type { ContainerContent, Opened } from './container.ts';
import type { ProtobufField, ProtobufMessage } from './protobuf.ts';
import { parseProtobuf } from './protobuf.ts';

const text = (name: string): ProtobufField => ({ name, type: 'text' });
const texts = (name: string): ProtobufField => ({ name, type: 'text', isRepeated: true });
const one = (name: string, type: ProtobufField['type']): ProtobufField => ({ name, type });
const many = (name: string, type: ProtobufMessage): ProtobufField => ({ name, type, isRepeated: true });

// The numbers are those of https://github.com/CycloneDX/specification/blob/master/schema/bom-1.6.proto; what no reader
// asks for is left out, and versions from 1.3 on only add to it.
const hashNames = [
  ...['', 'MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA3-256', 'SHA3-384', 'SHA3-512'],
  ...['BLAKE2b-256', 'BLAKE2b-384', 'BLAKE2b-512', 'BLAKE3', 'Streebog-256', 'Streebog-512'],
];
const types = [
  ...[
    '',
    'application',
    'framework',
    'library',
    'operating-system',
    'device',
    'file',
    'container',
    'firmware',
  ],
  ...['device-driver', 'platform', 'machine-learning-model', 'data', 'cryptographic-asset'],
];
const severities = ['unknown', 'critical', 'high', 'medium', 'low', 'info', 'none'];
const states = [
  ...['', 'resolved', 'resolved_with_pedigree', 'exploitable', 'in_triage', 'false_positive', 'not_affected'],
];
const justifications = [
  ...['', 'code_not_present', 'code_not_reachable', 'requires_configuration', 'requires_dependency'],
  ...['requires_environment', 'protected_by_compiler', 'protected_at_runtime', 'protected_at_perimeter'],
  'protected_by_mitigating_control',
];

const hash: ProtobufMessage = () => ({ 1: one('alg', hashNames), 2: text('content') });
const contact: ProtobufMessage = () => ({ 1: text('name'), 2: text('email') });
const organization: ProtobufMessage = () => ({
  1: text('name'),
  2: texts('url'),
  3: many('contact', contact),
});
const license: ProtobufMessage = () => ({ 1: text('id'), 2: text('name'), 4: text('url') });
const licenseChoice: ProtobufMessage = () => ({ 1: one('license', license), 2: text('expression') });
const property: ProtobufMessage = () => ({ 1: text('name'), 2: text('value') });
const occurrence: ProtobufMessage = () => ({ 2: text('location'), 3: one('line', 'integer') });
const evidence: ProtobufMessage = () => ({
  1: many('licenses', licenseChoice),
  4: many('occurrences', occurrence),
});
const component: ProtobufMessage = () => ({
  1: one('type', types),
  3: text('bom-ref'),
  4: one('supplier', organization),
  5: text('author'),
  6: text('publisher'),
  7: text('group'),
  8: text('name'),
  9: text('version'),
  10: text('description'),
  11: one('scope', ['', 'required', 'optional', 'excluded']),
  12: many('hashes', hash),
  13: many('licenses', licenseChoice),
  15: text('cpe'),
  16: text('purl'),
  21: many('components', component),
  22: many('properties', property),
  23: one('evidence', evidence),
  28: one('manufacturer', organization),
  29: many('authors', contact),
});
const service: ProtobufMessage = () => ({
  1: text('bom-ref'),
  2: one('provider', organization),
  3: text('group'),
  4: text('name'),
  5: text('version'),
  7: texts('endpoints'),
  13: many('services', service),
});
const tool: ProtobufMessage = () => ({
  1: text('vendor'),
  2: text('name'),
  3: text('version'),
  6: many('components', component),
  7: many('services', service),
});
const metadata: ProtobufMessage = () => ({
  1: one('timestamp', 'timestamp'),
  2: many('tools', tool),
  3: many('authors', contact),
  4: one('component', component),
  5: one('manufacture', organization),
  6: one('supplier', organization),
  10: one('manufacturer', organization),
});
const dependency: ProtobufMessage = () => ({
  1: text('ref'),
  2: many('dependencies', dependency),
  3: texts('provides'),
});
const composition: ProtobufMessage = () => ({
  1: one('aggregate', ['not_specified', 'complete', 'incomplete', 'incomplete_first_party_only']),
});
const source: ProtobufMessage = () => ({ 1: text('name'), 2: text('url') });
const rating: ProtobufMessage = () => ({
  2: one('score', 'double'),
  3: one('severity', severities),
  5: text('vector'),
});
const analysis: ProtobufMessage = () => ({
  1: one('state', states),
  2: one('justification', justifications),
  4: text('detail'),
});
const affectedVersion: ProtobufMessage = () => ({
  1: text('version'),
  2: text('range'),
  3: one('status', ['unknown', 'affected', 'unaffected']),
});
const affected: ProtobufMessage = () => ({ 1: text('ref'), 2: many('versions', affectedVersion) });
const reference: ProtobufMessage = () => ({ 1: text('id'), 2: one('source', source) });
const vulnerability: ProtobufMessage = () => ({
  1: text('bom-ref'),
  2: text('id'),
  3: one('source', source),
  4: many('references', reference),
  5: many('ratings', rating),
  7: text('description'),
  9: text('recommendation'),
  16: one('analysis', analysis),
  17: many('affects', affected),
});
const bom: ProtobufMessage = () => ({
  1: text('specVersion'),
  2: one('version', 'integer'),
  3: text('serialNumber'),
  4: one('metadata', metadata),
  5: many('components', component),
  6: many('services', service),
  8: many('dependencies', dependency),
  9: many('compositions', composition),
  10: many('vulnerabilities', vulnerability),
});

/** CycloneDX in protobuf in the shape of its JSON; it begins with the version of the specification as a text. */
export function openCycloneDxProtobuf({ bytes, isWhole }: ContainerContent): Opened | undefined {
  const length = bytes[1] ?? 0;
  if (bytes[0] !== 0x0a || length < 3 || length > 8) return undefined;
  const version = String.fromCharCode(...bytes.subarray(2, 2 + length));
  if (!/^\d\.\d{1,2}(?:\.\d{1,2})?$/.test(version)) return undefined;
  // A message that is cut in the middle of a component cannot be read.
  const value = isWhole ? parseProtobuf(bytes, bom) : { specVersion: version };
  if (value === undefined) return undefined;
  const dependencies: unknown = value.dependencies;
  return {
    container: 'protobuf',
    values: [
      {
        ...value,
        bomFormat: 'CycloneDX',
        ...(Array.isArray(dependencies) ? { dependencies: dependencies.map(toDependency) } : {}),
        ...(typeof value.metadata === 'object' ? { metadata: toMetadata(value.metadata) } : {}),
      },
    ],
  };
}

// What is needed are messages with a reference each; JSON has the references alone.
function toDependency(item: Readonly<Record<string, unknown>>): unknown {
  const needed: unknown = item.dependencies;
  const refs = (Array.isArray(needed) ? needed : []).map((one: Readonly<Record<string, unknown>>) => one.ref);
  return { ref: item.ref, dependsOn: refs, provides: item.provides };
}

// Since 1.5 there is one message of tools, with components and services in it.
function toMetadata(metadata: object | null): unknown {
  const listed: unknown =
    metadata === null ? undefined : Object.entries(metadata).find(([name]) => name === 'tools')?.[1];
  const [first] = Array.isArray(listed) ? listed : [];
  const isNew = typeof first === 'object' && first !== null && ('components' in first || 'services' in first);
  return isNew ? { ...metadata, tools: first } : metadata;
}
