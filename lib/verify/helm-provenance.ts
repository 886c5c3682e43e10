import { parseYaml } from '#lib/formats/containers/yaml';
import { at } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { quoteArgument } from '#lib/text/quote-argument';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from './limits.ts';
import type { CheckRefusal, RefusedOutcome } from './outcome.ts';
import { failed, Refused } from './outcome.ts';
import type { Material } from './signed-evidence.ts';

const begin = '-----BEGIN PGP SIGNED MESSAGE-----';
const end = '-----BEGIN PGP SIGNATURE-----';

/**
 * What can be told of a provenance file of Helm without OpenPGP: whether its signed text names the chart beside it, by file
 * name and by hash (https://helm.sh/docs/topics/provenance/). Its signature cannot be checked here, so that it is never
 * proven; the command that checks it is the help. Throws nothing.
 */
export function verifyHelmProvenance(material: Extract<Material, { form: 'helm-prov' }>): RefusedOutcome {
  try {
    return { isProven: false, ...unchecked(checkChart(material)) };
  } catch (error) {
    const refusal = error instanceof Refused ? error.refusal : internal;
    return { isProven: false, ...refusal };
  }
}

function unchecked(fileName: string): CheckRefusal {
  const file = quoteArgument(cleanText(fileName));
  return {
    state: 'cannot-check',
    facet: 'integrity',
    code: 'form-not-supported',
    reason: 'It names this chart. Orrery does not check PGP signatures.',
    help: `Run “helm verify --keyring keyring.gpg ${file}”, or “gpg --verify” on the file.`,
  };
}

const internal: CheckRefusal = {
  state: 'cannot-check',
  facet: 'integrity',
  code: 'internal',
  reason: 'The check failed because of an error in Orrery.',
};

/** Demands that the signed text names the chart; gives the file name under which it does. */
function checkChart({ bytes, chart }: Extract<Material, { form: 'helm-prov' }>): string {
  const files = filesIn(signedText(bytes));
  if (files.length === 0) throw failed('binding', 'subject-missing', 'Its signed text names no file.');
  if (chart === undefined) throw failed('binding', 'subject-missing', 'It has no chart.');
  const { digest, fileName } = chart;
  const named = fileName === undefined ? files : files.filter(([name]) => name === fileName);
  if (named.length === 0) {
    throw failed('binding', 'other-digest', `It names no file “${cleanText(fileName ?? '')}”.`);
  }
  const [found] = named.find(([, hash]) => hash === digest) ?? [];
  if (found !== undefined) return found;
  throw failed('binding', 'other-digest', 'It names another file than the chart beside it.');
}

/**
 * The text between the marks of a clear-signed message (https://www.rfc-editor.org/rfc/rfc9580#section-7). What stands
 * before and after it is signed by nobody: gpg and Helm pass it over.
 */
function signedText(bytes: Uint8Array): string {
  if (bytes.length > verifyLimits.provenanceMaxBytes) throw malformed('The file is too large.');
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  const first = lines.findIndex((line) => line.trimEnd() === begin);
  const blank = lines.indexOf('', first + 1);
  const last = lines.findIndex((line, place) => place > blank && line.trimEnd() === end);
  if (first < 0 || blank < 0 || last < 0) throw malformed('It is not a PGP-signed message.');
  return lines
    .slice(blank + 1, last)
    .map((line) => (line.startsWith('- ') ? line.slice(2) : line))
    .join('\n');
}

/** Helm writes two documents: `Chart.yaml`, and the hashes of files by their names. */
function filesIn(text: string): readonly (readonly [name: string, hash: string])[] {
  const parsed = parseYaml(text, true, { refusesDoubledNames: true });
  if ('problem' in parsed) throw malformed('Its signed text is YAML that programs read in different ways.');
  const [chart, listed] = parsed.values;
  const files = at(listed, 'files') ?? at(chart, 'files');
  if (!isJsonObject(files)) return [];
  return Object.entries(files).flatMap(([name, hash]) =>
    typeof hash === 'string' ? [[name, hash] as const] : [],
  );
}

function malformed(reason: string): Error {
  return failed('integrity', 'malformed', reason);
}
