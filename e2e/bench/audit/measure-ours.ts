import type { OurAudit } from '#e2e/bench/audit/contenders';
import { auditOurs } from '#e2e/bench/audit/contenders';
import { watchMemory } from '#e2e/bench/blob/watch-memory';
import { answerTimesWhile } from '#e2e/bench/documents/watch-loop';
import type { Registry } from '#e2e/registries/registry';

/** A repository that is audited by a server of ours, and the requests that its registry has got. */
export type Course = {
  readonly orrery: Registry;
  /** `host/name`, through a proxy that counts. */
  readonly ref: string;
  readonly tags: number;
  readonly requests: readonly unknown[];
};

/** An audit, and how many requests each artifact cost. */
type Look = OurAudit & { readonly each: number };

/** A server that knows nothing of the repository, the same again, and again with all asked anew. */
export type Looks = {
  readonly first: Look;
  readonly second: Look;
  readonly fresh: Look;
  /** What the first one added to the memory of the process at most. */
  readonly memoryBytes: number;
  /** How long each answer of /livez took meanwhile, in milliseconds. */
  readonly answers: readonly number[];
};

/** Looks three times; who does not tell of each artifact what is planted is no contender. */
export async function measureOurs(course: Course): Promise<Looks> {
  const memory = watchMemory(course.orrery.pid);
  let first: Look | undefined;
  const answers = await answerTimesWhile(course.orrery.url, async () => {
    first = await look(course);
  });
  const memoryBytes = memory.stop();
  if (first === undefined) throw new Error('Nothing was audited.');
  const second = await look(course);
  return { first, second, fresh: await look(course, '&fresh=1'), memoryBytes, answers };
}

async function look({ orrery, ref, tags, requests }: Course, query = ''): Promise<Look> {
  const before = requests.length;
  const audit = await auditOurs(orrery.url, ref, `&require=signature:matches,sbom${query}`);
  const { artifacts, pass, fail } = audit.counts;
  // Of five artifacts two are signed and have an SBOM.
  if (artifacts !== tags || pass !== (tags / 5) * 2 || fail !== tags - pass)
    throw new Error(`Of ${artifacts} artifacts ${pass} pass and ${fail} fail.`);
  return { ...audit, each: (requests.length - before) / tags };
}
