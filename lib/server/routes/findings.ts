import type { FrozenJsonOf } from '#lib/api/routes/route-types';
import { parseReference } from '#lib/oci/reference';
import { jsonWithRows } from '#lib/server/documents/packed-join';
import { collectFindings } from '#lib/server/evidence/collect-findings';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';

/** The findings of an artifact: the newest report of each tool, joined with the VEX statements that apply. */
export async function answerFindings({ url, session, signal }: RouteCall): Promise<Response> {
  const { ref, fresh } = readQuery('GET /api/findings', url);
  const request = { session, reference: parseReference(ref), isFresh: fresh === '1', signal };
  const { packed, ...rest } = await collectFindings(request);
  const pieces = jsonWithRows(rest satisfies Omit<FrozenJsonOf<'GET /api/findings'>, 'rows'>, packed);
  // Tens of thousands of rows as one text would hold up everybody else.
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const { done, value } = pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}
