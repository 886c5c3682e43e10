import { setTimeout as delay } from 'node:timers/promises';
import { testAccess } from '#e2e/registries/test-access';
import type { PlanDocument, RunEventDocument, UploadDocument } from '#lib/api/contract/plan-contract';
import { planSchema, runEventSchema, uploadSchema } from '#lib/api/contract/plan-contract';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';

/** A plan as a script asks for it: the other fields of a body tell `mode` and `source`, which it may leave out. */
export type PlanRequestBody = PlanRequestDocument extends infer Request
  ? Request extends PlanRequestDocument
    ? Omit<Request, 'mode' | 'source'>
    : never
  : never;

/** Changes through the HTTP interface, as a script makes them. */
export type ChangeClient = {
  /** `POST /api/plans`; fails with the problem. */
  readonly plan: (request: PlanRequestBody) => Promise<PlanDocument>;
  /** Runs a plan to its end and gives every line; typed confirmation is given. */
  readonly run: (plan: PlanDocument) => Promise<readonly RunEventDocument[]>;
  /** Plans, accepts what may be accepted of these, and runs; fails unless it ended `done`. */
  readonly change: (request: PlanRequestBody) => Promise<PlanDocument>;
  readonly upload: (name: string, bytes: Uint8Array<ArrayBuffer> | Blob) => Promise<UploadDocument>;
};

/** Speaks to an Orrery at `url` without a browser; `cookie` is that of somebody who has signed in. */
export function createChangeClient(url: string, cookie?: string): ChangeClient {
  const post = async (path: string, body: BodyInit, type = 'application/json'): Promise<Response> => {
    const session = cookie === undefined ? {} : { cookie };
    const headers = { ...testAccess, 'x-orrery-request': '1', 'content-type': type, ...session };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
    // The stories of two workers share the session of those who have none, and so its bound of runs at once.
    if (response.status === 429) {
      await delay(Number(response.headers.get('retry-after') ?? 1) * 1_000);
      return await post(path, body, type);
    }
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const plan: ChangeClient['plan'] = async (request) =>
    planSchema.parse(await (await post('/api/plans', JSON.stringify(request))).json());
  const run: ChangeClient['run'] = async ({ id, confirm }) => {
    const body = JSON.stringify(confirm === undefined ? {} : { confirm });
    const lines = (await (await post(`/api/plans/${id}/run`, body)).text()).trim().split('\n');
    return lines.map((line) => runEventSchema.parse(JSON.parse(line)));
  };
  return {
    plan,
    run,
    change: async (request) => {
      const made = await plan(request);
      if (made.blockers.length > 0) throw new Error(`Blocked: ${JSON.stringify(made.blockers)}`);
      const events = await run(made);
      const end = events.at(-1);
      if (end?.type !== 'end' || end.state !== 'done') {
        const failed = events.filter((event) => event.type === 'step' && event.state === 'failed');
        throw new Error(`It ended otherwise: ${JSON.stringify([end, ...failed])}`);
      }
      return made;
    },
    upload: async (name, bytes) => {
      const path = `/api/uploads?name=${encodeURIComponent(name)}`;
      return uploadSchema.parse(await (await post(path, bytes, 'application/octet-stream')).json());
    },
  };
}
