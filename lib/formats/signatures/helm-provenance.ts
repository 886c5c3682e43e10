import { parseYaml } from '#lib/formats/containers/yaml';
import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import type { SignatureSummary } from '#lib/formats/documents/summaries';
import { at, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { PgpSignature } from './pgp-signature.ts';
import { readArmor } from './pgp-signature.ts';

const begin = '-----BEGIN PGP SIGNED MESSAGE-----';
const signatureBegin = '-----BEGIN PGP SIGNATURE-----';

/**
 * A text that was signed with PGP (https://www.rfc-editor.org/rfc/rfc9580#section-7), as Helm signs a chart: its
 * `Chart.yaml`, and the hash of the archive (https://helm.sh/docs/topics/provenance/).
 */
export function readHelmProvenance(
  start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  if (!start.startsWith(begin)) return undefined;
  const message = new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
  const end = message.indexOf(signatureBegin);
  const [headers = '', ...body] = message.slice(0, end < 0 ? undefined : end).split('\n\n');
  const text = body.join('\n\n').replaceAll(/^- /gm, '');
  const parsed = parseYaml(text, context.isWhole);
  const [chart, listed] = 'values' in parsed ? parsed.values : [];
  const files = filesOf(listed) ?? filesOf(chart);
  const signature = end < 0 ? undefined : readArmor(message.slice(end));
  const name = textAt(chart, 'name');
  const isChart = name !== undefined && (files ?? at(chart, 'apiVersion')) !== undefined;
  return {
    kind: 'signature',
    format: isChart ? 'helm-prov' : 'pgp-clearsigned',
    title: isChart ? titleOf(chart) : 'Text · signed with PGP',
    binding: context.isWhole ? bindingOf(files ?? [], signature) : bindingOfHead,
    summary: () => summaryOf(chart, files ?? [], signature, hashIn(headers)),
    ...('problem' in parsed ? { problems: [parsed.problem] } : {}),
  };
}

type SignedFile = readonly [name: string, hash: string];

function filesOf(value: unknown): readonly SignedFile[] | undefined {
  const files = at(value, 'files');
  if (!isJsonObject(files)) return undefined;
  return Object.entries(files).flatMap(([name, hash]) =>
    typeof hash === 'string' ? [[name, hash] as const] : [],
  );
}

function titleOf(chart: unknown): string {
  const words = [textAt(chart, 'name'), textAt(chart, 'version')].filter((word) => word !== undefined);
  return `${cleanText(words.join(' '), 60)} · signed with PGP`;
}

function bindingOf(files: readonly SignedFile[], signature: PgpSignature | undefined): Binding {
  if (signature === undefined) return emptyBinding('It holds no signature.');
  return bindingOfNames(files.map(([, hash]) => hash));
}

function hashIn(headers: string): string | undefined {
  const found = /^Hash: {0,4}([\w, /-]{1,60})$/m.exec(headers)?.[1];
  return found?.trim();
}

function summaryOf(
  chart: unknown,
  files: readonly SignedFile[],
  signature: PgpSignature | undefined,
  hash: string | undefined,
): { readonly of: 'signature' } & SignatureSummary {
  const fields = ['name', 'version', 'appVersion', 'description'] as const;
  const payload = fields.flatMap((field) => {
    const value = textAt(chart, field);
    return value === undefined ? [] : [[field, value] as const];
  });
  const algorithm = [signature?.algorithm, signature?.hash ?? hash].filter((word) => word !== undefined);
  return {
    of: 'signature',
    form: 'helm-prov',
    ...(signature?.keyId === undefined ? {} : { keyId: signature.keyId }),
    logEntries: [],
    timestamps: signature?.created === undefined ? [] : [signature.created],
    payload: Object.fromEntries([...payload, ...files]),
    ...(algorithm.length === 0 ? {} : { algorithm: algorithm.join(' with ') }),
    signatures: signature === undefined ? 0 : 1,
  };
}
