import { factsOf } from '#lib/formats/attestations/facts';
import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count, countWords } from '#lib/formats/documents/phrase';
import type { CheckRow } from '#lib/formats/documents/rows';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import type { Kind } from '#lib/oci/kind';
import { cleanText } from '#lib/text/untrusted-text';

/** Groups whose resources are policies, and how those are called. */
const policyGroups: readonly { readonly group: RegExp; readonly format: string; readonly noun: string }[] = [
  { group: /^(?:policies\.)?kyverno\.io\//, format: 'kyverno', noun: 'Kyverno policies' },
  {
    group: /^(?:templates|constraints|mutations)\.gatekeeper\.sh\//,
    format: 'gatekeeper',
    noun: 'Gatekeeper policies',
  },
  { group: /^policy\.sigstore\.dev\//, format: 'sigstore-policy', noun: 'Sigstore policies' },
  { group: /^policies\.kubewarden\.io\//, format: 'kubewarden', noun: 'Kubewarden policies' },
];

/**
 * Resources of Kubernetes (https://kubernetes.io/docs/concepts/overview/working-with-objects/), one or a stream of them;
 * those that are all policies of one engine are told as such.
 */
export function readKubernetes(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const resources = resourcesOf(value);
  if (resources.length === 0 || !resources.every(isResource)) return undefined;
  const policy = policyGroups.find(({ group }) =>
    resources.every((resource) => group.test(textAt(resource, 'apiVersion') ?? '')),
  );
  const kind: Kind = policy === undefined ? 'artifact' : 'policy';
  const noun = policy?.noun ?? 'Kubernetes';
  return given<DocumentReading>({
    kind,
    format: policy?.format ?? 'kubernetes',
    title: `${noun} · ${describeResources(resources)}`,
    summary: context.isWhole ? () => factsOfResources(resources) : undefined,
    rows: { checks: () => rowsOf(resources), fields: () => flattenJson(value) },
  });
}

function resourcesOf(value: unknown): readonly unknown[] {
  const all = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => (textAt(one, 'kind') === 'List' ? listAt(one, 'items') : [one]));
}

function isResource(value: unknown): boolean {
  const version = textAt(value, 'apiVersion');
  const isVersion = version !== undefined && /^(?:[\w.-]{1,200}\/)?v\d\w{0,20}$/.test(version);
  return isVersion && /^[A-Z]\w{1,100}$/.test(textAt(value, 'kind') ?? '');
}

/** `Deployment web` of one, `2 Deployments, 1 Service` of several. */
function describeResources(resources: readonly unknown[]): string {
  const [only] = resources;
  if (resources.length === 1) return cleanText(nameOf(only));
  const counts = [...countWords(resources.map((resource) => textAt(resource, 'kind') ?? ''))];
  const frequent = counts.toSorted(([, a], [, b]) => b - a).slice(0, 3);
  const told = frequent.map(([kind, number]) => `${number} ${kind}`).join(', ');
  return cleanText(counts.length > 3 ? `${count(resources.length, 'resource')}: ${told} …` : told);
}

function nameOf(resource: unknown): string {
  const name = textAt(resource, 'metadata', 'name') ?? textAt(resource, 'metadata', 'generateName');
  return [textAt(resource, 'kind'), name].filter((word) => word !== undefined).join(' ');
}

function factsOfResources(resources: readonly unknown[]) {
  const kinds = countWords(resources.map((resource) => textAt(resource, 'kind') ?? ''));
  const namespaces = resources.flatMap((resource) => textAt(resource, 'metadata', 'namespace') ?? []);
  return factsOf([
    ['Resources', resources.length],
    ['Kinds', [...kinds].map(([kind, number]) => `${kind} (${number})`)],
    ['Namespaces', [...new Set(namespaces)]],
    ['Images', [...new Set(resources.flatMap(imagesOf))]],
  ]);
}

function* rowsOf(resources: readonly unknown[]): Generator<CheckRow> {
  for (const resource of resources) {
    const images = imagesOf(resource);
    yield given<CheckRow>({
      name: nameOf(resource),
      result: textAt(resource, 'metadata', 'namespace'),
      detail: images.length > 0 ? images.join(', ') : textAt(resource, 'apiVersion'),
    });
  }
}

/** The images that the containers of a workload run. */
function imagesOf(resource: unknown): readonly string[] {
  const specs = [
    ['spec'],
    ['spec', 'template', 'spec'],
    ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ] as const;
  return specs.flatMap((path) =>
    ['initContainers', 'containers'].flatMap((list) =>
      [...itemsAt(resource, ...path, list)].flatMap((container) => textAt(container, 'image') ?? []),
    ),
  );
}
