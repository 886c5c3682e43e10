import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { Registry } from '#e2e/registries/registry';
import type { TeamPlace } from '#e2e/team/team-place';

const dispatcher = new Agent({ connections: 32 });

/** Somebody who is signed in and asks replicas past the proxy. */
export type Asker = (replica: Registry, path: string, body?: object) => ReturnType<typeof request>;

/** Signs somebody in. */
export async function openAsker(place: TeamPlace, person: string): Promise<Asker> {
  const cookie = await place.signIn(person);
  const headers = { host: new URL(place.origin).host, cookie, origin: place.origin };
  return (replica, path, body) =>
    request(`${replica.url}${path}`, {
      dispatcher,
      ...(body === undefined
        ? { headers }
        : {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { ...headers, 'content-type': 'application/json' },
          }),
    });
}

/** Pages that these replicas answer in a second, to sixteen who ask in turn. */
export async function pagesPerSecond(
  ask: Asker,
  replicas: readonly Registry[],
  forMs: number,
): Promise<number> {
  const until = performance.now() + forMs;
  let pages = 0;
  const visit = async (_: unknown, visitor: number) => {
    for (let turn = visitor; performance.now() < until; turn += 1) {
      const replica = replicas[turn % replicas.length];
      if (replica === undefined) return;
      const { statusCode, body } = await ask(replica, '/');
      await body.dump({ limit: Number.POSITIVE_INFINITY });
      if (statusCode !== 200) throw new Error(`A page was answered with ${statusCode}.`);
      pages += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, visit));
  return pages / (forMs / 1_000);
}

export type HeldChanges = {
  /** From the request for a plan to the end of its run. */
  readonly milliseconds: readonly number[];
  readonly failures: readonly string[];
  /** From the first request to the last end. */
  readonly seconds: number;
};

/** Changes at a steady rate, by several people at both replicas in turn: each plans a new tag, and runs it. */
export async function holdChanges(
  askers: readonly Asker[],
  { replicas, registry }: Pick<TeamPlace, 'replicas' | 'registry'>,
  { perMinute, forMs }: { readonly perMinute: number; readonly forMs: number },
): Promise<HeldChanges> {
  const pauseMs = 60_000 / perMinute;
  const began = performance.now();
  const milliseconds: number[] = [];
  const failures: string[] = [];
  const change = async (n: number) => {
    const [ask, replica] = [askers[n % askers.length], replicas[n % replicas.length]];
    if (ask === undefined || replica === undefined) return;
    const start = performance.now();
    const wish = { action: 'tag', ref: `${registry}/team/app:1.0`, tags: [`held-${n}`] };
    const planned = await (await ask(replica, '/api/plans', wish)).body.json();
    const plan = z.object({ id: z.string() }).safeParse(planned);
    if (!plan.success) return void failures.push(JSON.stringify(planned));
    const run = await (await ask(replica, `/api/plans/${plan.data.id}/run`, {})).body.text();
    milliseconds.push(performance.now() - start);
    if (!run.includes('"type":"end","state":"done"')) failures.push(run.slice(-300));
  };
  const changes: Promise<void>[] = [];
  for (let n = 0; n * pauseMs < forMs; n += 1) {
    await wait(Math.max(0, began + n * pauseMs - performance.now()));
    changes.push(change(n).catch((error: unknown) => void failures.push(String(error))));
  }
  await Promise.all(changes);
  return { milliseconds, failures, seconds: (performance.now() - began) / 1_000 };
}

/**
 * Seconds from SIGTERM to the end of a replica with a download under way, which is read to its end after some time, or not
 * at all when that is undefined.
 */
export async function secondsToEnd(
  ask: Asker,
  replica: Registry,
  path: string,
  readAfterMs: number | undefined,
): Promise<{ readonly seconds: number; readonly code: number | null; readonly isWhole: boolean }> {
  const { body, headers } = await ask(replica, path);
  const began = performance.now();
  process.kill(replica.pid, 'SIGTERM');
  const read = async () => {
    await (readAfterMs === undefined ? replica.ended : wait(readAfterMs));
    return (await body.arrayBuffer()).byteLength === Number(headers['content-length']);
  };
  const reading = read().catch(() => false);
  const code = await replica.ended;
  return { seconds: (performance.now() - began) / 1_000, code, isWhole: await reading };
}
