import type { Digest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import type { RegistryClient } from '#lib/registry/registry-client';
import { hasTrait, RegistryError } from '#lib/registry/registry-error';

/** What a registry may be able to do. */
export const probes = [
  'api',
  'catalogue',
  'referrers',
  'referrers-paging',
  'referrers-filter',
  'range',
  'delete-tag',
  'delete-manifest',
  'mount',
] as const;
type Probe = (typeof probes)[number];

/** One capability, whether it is there, and the sentence that says from what this is known. */
export type ProbedCapability = {
  readonly capability: Probe;
  readonly state: 'yes' | 'no' | 'unknown';
  readonly evidence: string;
};

/**
 * Where to try what needs content; without it the first repository of the catalogue serves, else the first of `known` that
 * has a tag: many registries give no catalogue.
 */
export type ProbeOptions = {
  readonly repository?: string;
  readonly known?: readonly string[];
  readonly signal?: AbortSignal;
};

type Finding = Omit<ProbedCapability, 'capability'>;
type Findings = Partial<Record<Probe, Finding>>;
type Sample = { readonly repository: string; readonly digest: Digest; readonly blob: Digest | undefined };

const writes = 'Only a change could show this, so Orrery did not try it.';
const noSample: Finding = {
  state: 'unknown',
  evidence: 'Orrery found no manifest in the repository to test this with.',
};
const noRepository: Finding = { state: 'unknown', evidence: 'Orrery found no repository to test this with.' };
const noBlob: Finding = {
  state: 'unknown',
  evidence: 'The manifest is an index, so it has no blob to test this with.',
};

/** Finds out by reading alone what a registry can do; every answer names its evidence, and none is guessed. */
export async function probeCapabilities(
  client: RegistryClient,
  options: ProbeOptions = {},
): Promise<readonly ProbedCapability[]> {
  const call = options.signal === undefined ? {} : { signal: options.signal };
  const findings: Findings = { api: await attempt(() => probeApi(client, call)) };
  const catalogue = await probeCatalogue(client, call);
  findings.catalogue = catalogue.finding;
  const { repository, known = [] } = options;
  const places = repository === undefined ? [...catalogue.repositories, ...known] : [repository];
  const sample = await findSample(client, places, call);
  if (sample !== undefined) Object.assign(findings, await probeContent(client, sample, call));
  return probes.map((capability) => ({
    capability,
    ...(findings[capability] ?? unanswered(capability, places.length > 0)),
  }));
}

function unanswered(capability: Probe, hasPlace: boolean): Finding {
  const isWrite = capability === 'delete-tag' || capability === 'delete-manifest' || capability === 'mount';
  if (isWrite) return { state: 'unknown', evidence: writes };
  return hasPlace ? noSample : noRepository;
}

type Call = { readonly signal?: AbortSignal };

async function probeApi(client: RegistryClient, call: Call): Promise<Finding> {
  try {
    await client.ping(call);
    return yes('GET /v2/ answered as the specification says.');
  } catch (error) {
    // Asking for a name is what a registry does: that it knows us not says nothing against its being one.
    if (error instanceof RegistryError && error.code === 'unauthorized') return yes(error.message);
    throw error;
  }
}

async function probeCatalogue(client: RegistryClient, call: Call) {
  let repositories: readonly string[] = [];
  const finding = await attempt(async () => {
    const { names } = await client.listRepositories({ ...call, pageSize: 1 });
    repositories = names.slice(0, 1);
    return yes('GET /v2/_catalog gave a list.');
  });
  return { finding, repositories };
}

async function findSample(
  client: RegistryClient,
  repositories: readonly string[],
  call: Call,
): Promise<Sample | undefined> {
  for (const repository of new Set(repositories)) {
    const sample = await findSampleIn(client, repository, call);
    if (sample !== undefined) return sample;
  }
  return undefined;
}

// Nothing to try on is no failure of the registry: what went wrong here shows where it is asked for.
async function findSampleIn(
  client: RegistryClient,
  repository: string,
  call: Call,
): Promise<Sample | undefined> {
  try {
    const { names } = await client.listTags(repository, { ...call, pageSize: 10 });
    const [tag] = names;
    if (tag === undefined) return undefined;
    const { digest, manifest } = await client.getManifest(repository, tag, call);
    const blob = manifest.shape === 'manifest' ? (manifest.config ?? manifest.layers[0])?.digest : undefined;
    return { repository, digest, blob };
  } catch (error) {
    if (isKnown(error)) return undefined;
    throw error;
  }
}

async function probeContent(client: RegistryClient, sample: Sample, call: Call): Promise<Findings> {
  let pages = 0;
  const onPage = () => {
    pages += 1;
  };
  const referrers = await attempt(async () => {
    const result = await client.listReferrers(sample.repository, sample.digest, { ...call, onPage });
    return result.support === 'supported'
      ? yes('GET /v2/…/referrers/… gave an index.')
      : no(`${result.evidence} Orrery reads the referrers tag instead.`);
  });
  const filter =
    referrers.state === 'yes' ? await attempt(() => probeFilter(client, sample, call)) : referrers;
  const paging: Finding =
    pages > 1
      ? yes('A list of referrers came in more than one page.')
      : { state: 'unknown', evidence: 'No list of referrers was long enough for a second page.' };
  return {
    referrers,
    'referrers-filter': filter,
    'referrers-paging': referrers.state === 'yes' ? paging : referrers,
    range: await attempt(() => probeRange(client, sample, call)),
  };
}

async function probeFilter(client: RegistryClient, sample: Sample, call: Call): Promise<Finding> {
  const artifactType = 'application/vnd.orrery.probe';
  const result = await client.listReferrers(sample.repository, sample.digest, { ...call, artifactType });
  return result.support === 'supported' && result.filtered
    ? yes('It named the filter in OCI-Filters-Applied.')
    : no('It did not name the filter in OCI-Filters-Applied, so Orrery filters the lists.');
}

async function probeRange(client: RegistryClient, sample: Sample, call: Call): Promise<Finding> {
  if (sample.blob === undefined) return noBlob;
  const { body, contentRange } = await client.getBlob(sample.repository, sample.blob, {
    ...call,
    isDocument: true,
    range: 'bytes=0-0',
  });
  await body.cancel();
  return contentRange === undefined
    ? no('A request for one byte was answered with the whole blob.')
    : yes(`A request for one byte was answered with ${contentRange.slice(0, 60)}.`);
}

async function attempt(probe: () => Promise<Finding>): Promise<Finding> {
  try {
    return await probe();
  } catch (error) {
    if (!isKnown(error)) throw error;
    return { state: hasTrait(error, 'incapable') ? 'no' : 'unknown', evidence: error.message };
  }
}

function isKnown(error: unknown): error is RegistryError | OciError {
  return error instanceof OciError || (error instanceof RegistryError && error.code !== 'cancelled');
}

function yes(evidence: string): Finding {
  return { state: 'yes', evidence };
}

function no(evidence: string): Finding {
  return { state: 'no', evidence };
}
