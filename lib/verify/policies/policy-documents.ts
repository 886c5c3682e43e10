import { parseYaml } from '#lib/formats/containers/yaml';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import { Refused } from '#lib/verify/outcome';
import { parseStrictJson } from '#lib/verify/strict-json';

/** Documents of policies, sorted by what they are. */
export type PolicyDocuments = {
  /** ClusterImagePolicies of policy.sigstore.dev. */
  readonly policies: readonly unknown[];
  /** Why a text could not be read, so that nobody knows what policies are in it. */
  readonly unreadable: readonly string[];
  /** What is no policy that Orrery can hold anything against, in sentences. */
  readonly problems: readonly string[];
};

/**
 * The documents of a policy: objects, or texts of YAML with several documents, or of JSON; a list of Kubernetes counts as
 * what is in it. Policies of Kyverno and OpenShift, and whatever else lies there, are named and left out.
 */
export function sortDocuments(documents: readonly unknown[]): PolicyDocuments {
  const unreadable: string[] = [];
  const read = documents.flatMap((document, index) => {
    if (typeof document !== 'string') return [document];
    const reading = parseText(document, `Document ${index + 1}`);
    if ('values' in reading) return reading.values;
    unreadable.push(reading.problem);
    return [];
  });
  const values = read.flatMap(itemsOf);
  if (values.length > verifyLimits.documentsMax)
    unreadable.push(`There are more than ${verifyLimits.documentsMax} documents.`);
  const kept = values.slice(0, verifyLimits.documentsMax);
  const policies = kept.filter((value) => problemOf(value) === undefined);
  return { policies, unreadable, problems: kept.flatMap((value) => problemOf(value) ?? []) };
}

function parseText(
  text: string,
  what: string,
): { readonly values: readonly unknown[] } | { readonly problem: string } {
  if (/^\s*[{[]/.test(text)) {
    try {
      return { values: [parseStrictJson(text, what)].flat() };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // YAML may begin with a brace too.
      if (error.refusal.code !== 'malformed') return { problem: error.message };
    }
  }
  const reading = parseYaml(text, true, { refusesDoubledNames: true });
  if (!('problem' in reading)) return reading;
  const { problem, line } = reading;
  return { problem: line === undefined ? `${what}: ${problem}` : `${what}, line ${line}: ${problem}` };
}

function itemsOf(value: unknown): readonly unknown[] {
  if (!isJsonObject(value)) return [value];
  const { kind, items } = value;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items : [value];
}

const reasons: readonly {
  readonly group: RegExp;
  readonly kind: RegExp;
  readonly why: string;
}[] = [
  {
    group: /^policy\.sigstore\.dev$/,
    kind: /^TrustRoot$/,
    why: 'put the trusted root itself, as JSON, among the trusted roots, under the name that policies give it.',
  },
  { group: /^policy\.sigstore\.dev$/, kind: /^/, why: 'v1alpha1 and v1beta1 of ClusterImagePolicy are.' },
  {
    group: /^(?:.+\.)?kyverno\.io$/,
    kind: /^/,
    why: 'it is a policy of Kyverno. Write its keys and identities as a ClusterImagePolicy of policy.sigstore.dev.',
  },
  {
    group: /^config\.openshift\.io$/,
    kind: /^(?:Cluster)?ImagePolicy$/,
    why: 'it is a policy of OpenShift, which has another form. Write its keys and identities as a ClusterImagePolicy of policy.sigstore.dev.',
  },
];

function problemOf(value: unknown): string | undefined {
  if (!isJsonObject(value)) return 'A document is not an object.';
  const [apiVersion, kind] = [textOf(value, 'apiVersion'), textOf(value, 'kind')];
  if (/^policy\.sigstore\.dev\/v1(?:alpha1|beta1)$/.test(apiVersion) && kind === 'ClusterImagePolicy')
    return undefined;
  const group = apiVersion.split('/')[0] ?? '';
  const known = reasons.find((reason) => reason.group.test(group) && reason.kind.test(kind));
  const title = `${cleanText(kind === '' ? 'A document without a kind' : kind)}${nameOf(value)} of ${cleanText(apiVersion === '' ? 'no apiVersion' : apiVersion)}`;
  return `${title} is not supported: ${known?.why ?? 'it says nothing about signatures that Orrery can read.'}`;
}

function nameOf({ metadata }: Readonly<Record<string, unknown>>): string {
  const name = isJsonObject(metadata) ? textOf(metadata, 'name') : '';
  return name === '' ? '' : ` “${cleanText(name)}”`;
}

function textOf(value: Readonly<Record<string, unknown>>, name: string): string {
  const text = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof text === 'string' ? text : '';
}
