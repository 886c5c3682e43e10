import type { Registry } from '#e2e/registries/registry';
import { testAccess } from '#e2e/registries/test-access';
import { storeVector } from '#e2e/verification/store-vector';
import type { Subjects, Vector } from '#e2e/verification/vectors';
import { verificationSchema } from '#lib/api/contract/verification-contract';
import { mapConcurrent } from '#lib/async/map-concurrent';
import type { Verification } from '#lib/graph/verification/verification';

/** What the tool and Orrery came to in one question. */
export type Answered = {
  readonly name: string;
  readonly isAccepted: boolean;
  /** Whether something on the artifact itself is in the state *matches*. */
  readonly isMatching: boolean;
  readonly verification: Verification;
};

/** The moment as of which the vectors were made and judged. */
const at = '2026-11-26T04:40:00Z';

/** Stores every vector in a repository of its own, and asks for each of its policies. */
export async function askVectors(
  { registry, url }: { readonly registry: Registry; readonly url: string },
  vectors: readonly Vector[],
  subjects: Subjects,
): Promise<readonly Answered[]> {
  const cases = [...vectors.entries()];
  const answered = await mapConcurrent(cases, 4, async ([index, vector]) => {
    const repository = `vectors/${index}`;
    await storeVector(registry.url, repository, vector, subjects);
    const ref = `${registry.host}/${repository}@${vector.subject}`;
    const answers: Answered[] = [];
    for (const { name, policy, isAccepted } of vector.questions) {
      const verification = await ask(url, { ref, policy, at });
      const isMatching = verification.checks.some(
        ({ state, through }) => state === 'matches' && through === undefined,
      );
      answers.push({ name: `${vector.name} ${name}`.trim(), isAccepted, isMatching, verification });
    }
    return answers;
  });
  return answered.flat();
}

async function ask(url: string, question: object): Promise<Verification> {
  const response = await fetch(`${url}/api/verify`, {
    method: 'POST',
    headers: { ...testAccess, 'content-type': 'application/json', 'x-orrery-request': '1' },
    body: JSON.stringify(question),
  });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return verificationSchema.parse(await response.json());
}

/** A line for each set, and one for each question in which the two differ. */
export function formatAnswers(answers: readonly Answered[]): string {
  const sets = Map.groupBy(answers, ({ name }) => name.split(':')[0] ?? '');
  const lines = [...sets].map(([set, all]) => {
    const equal = all.filter(({ isAccepted, isMatching }) => isAccepted === isMatching).length;
    return `${set.padEnd(24)} ${equal} of ${all.length}`;
  });
  return [...lines, ...answers.filter(isDifferent).map(formatDifference)].join('\n');
}

/** Whether Orrery names the signer where the tool refuses, or the other way round. */
export function isDifferent({ isAccepted, isMatching }: Answered): boolean {
  return isAccepted !== isMatching;
}

function formatDifference({ name, isAccepted, verification: { verdict, checks } }: Answered): string {
  const states = checks.map(({ state, code, reason }) => `${state} (${code}): ${reason}`);
  return `  ${name}: the tool ${isAccepted ? 'accepts' : 'refuses'}, Orrery says ${verdict}; ${states.join(' | ') || 'nothing found'}`;
}
