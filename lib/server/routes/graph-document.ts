import { inSlices, nextTurn } from '#lib/async/slices';
import type { Graph } from '#lib/graph/model';

/**
 * A graph as one JSON document, written in pieces: the text of 50,000 nodes made at once would stand still everybody
 * else, and lie in memory beside the nodes.
 */
export function graphDocument(graph: Graph): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const pieces = write(graph);
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
        // A reader that is as fast as we write would leave no turn of the event loop to others.
        await nextTurn();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* write({ nodes, edges, answers, ...rest }: Graph): AsyncGenerator<string> {
  yield JSON.stringify(rest).slice(0, -1);
  for (const [name, list] of Object.entries({ nodes, edges, answers })) {
    yield `,"${name}":[`;
    let isFirst = true;
    for await (const slice of inSlices<unknown>(list)) {
      const text = slice.map((value) => JSON.stringify(value)).join(',');
      yield isFirst ? text : `,${text}`;
      isFirst = false;
    }
    yield ']';
  }
  yield '}';
}
