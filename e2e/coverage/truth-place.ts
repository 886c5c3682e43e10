import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyTruth, plantTruth, writePolicies } from '#e2e/coverage/plant-truth';
import type { Planting } from '#e2e/coverage/planting';
import { truthRepository } from '#e2e/coverage/planting';
import type { TruthTag } from '#e2e/coverage/truth';
import { otherTags, truth } from '#e2e/coverage/truth';
import { startOrrery } from '#e2e/registries/orrery';
import { startDistribution, startZot } from '#e2e/registries/real-registries';
import type { Registry } from '#e2e/registries/registry';
import { makeWorkbench } from '#e2e/tools/workbench';
import { auditSchema } from '#lib/api/contract/audit-contract';
import type { Audit } from '#lib/audit/audit';

/** The planted truth in three registries, and an Orrery with a policy that looks at them. */
export type TruthPlace = {
  readonly orrery: Registry;
  readonly planted: Planting;
  /** Of zot, of the registry inside, and of distribution, which has no referrers API. */
  readonly hosts: readonly string[];
  /** What `GET /api/audit` answers, and its status. */
  readonly ask: (query: Readonly<Record<string, string>>) => Promise<{ status: number; audit: Audit }>;
  /** Writes a file into the policy folder; undefined takes it away. */
  readonly writePolicy: (name: string, text: string | undefined) => void;
  readonly stop: () => Promise<void>;
};

/** A part of the truth with one of each kind, where many faults are tried. */
export const fewRepository = 'team/few';
export const fewTags = [
  ...['unsigned', 'signed-bundle', 'signed-legacy', 'good-and-borrowed', 'sbom-spdx', 'report-excused'],
  ...['platform-signed', 'release'],
] as readonly TruthTag[];

/** Plants the truth. It takes half a minute. */
export async function openTruth(): Promise<TruthPlace> {
  const bench = makeWorkbench();
  const stops: (() => Promise<void>)[] = [];
  const start = async (starting: Promise<Registry>) => {
    const registry = await starting;
    stops.push(registry.stop);
    return registry;
  };
  const stop = async () => {
    for (const one of stops) await one();
    bench.remove();
  };
  try {
    const settings = { ORRERY_POLICY: join(bench.folder, 'policies') };
    const orrery = await start(startOrrery({ access: 'open', settings }));
    const zot = await start(startZot());
    const distribution = await start(startDistribution());
    const planted = await plantTruth(bench, zot.host);
    await writePolicies(planted, 'policies');
    const tags = [...Object.keys(truth), ...Object.values(otherTags)];
    for (const { host } of [orrery, distribution])
      await copyTruth(planted, `${host}/${truthRepository}`, tags);
    await copyTruth(planted, `${zot.host}/${fewRepository}`, fewTags);
    const hosts = [zot, orrery, distribution].map(({ host }) => host);
    const writePolicy = (name: string, text: string | undefined) => {
      if (text === undefined) rmSync(join(bench.folder, 'policies', name));
      else bench.write(`policies/${name}`, text);
    };
    return { orrery, planted, hosts, ask: asking(orrery), writePolicy, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function asking({ url }: Registry): TruthPlace['ask'] {
  return async (query) => {
    const answer = await fetch(`${url}/api/audit?${new URLSearchParams(query)}`);
    const document: unknown = await answer.json();
    return { status: answer.status, audit: auditSchema.parse(document) };
  };
}
