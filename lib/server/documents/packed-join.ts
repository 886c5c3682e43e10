import { nextTurn } from '#lib/async/slices';
import type { FindingsJoin } from '#lib/formats/findings/join-findings';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import { limits } from '#lib/server/platform/limits';

/** Rows as JSON, in pieces that each hold a list: an answer passes them on, and nobody makes objects of them all at once. */
export type RowsAsJson = readonly Uint8Array<ArrayBuffer>[];

/** Joined findings on their way from the thread that joined them. */
export type PackedJoin = Omit<FindingsJoin, 'rows'> & { readonly packed: RowsAsJson };

/** Joined findings with their rows as JSON. */
export function packJoin({ rows, ...rest }: FindingsJoin): PackedJoin {
  const packed: Uint8Array<ArrayBuffer>[] = [];
  const encoder = new TextEncoder();
  for (let from = 0; from < rows.length; from += limits.packedRows)
    packed.push(encoder.encode(JSON.stringify(rows.slice(from, from + limits.packedRows))));
  return { ...rest, packed };
}

/** The rows again as objects, a piece in each turn of the event loop. */
export async function unpackRows(packed: RowsAsJson): Promise<readonly JoinedFinding[]> {
  const rows: JoinedFinding[] = [];
  for (const piece of packed) {
    rows.push(...parseRows(piece));
    await nextTurn();
  }
  return rows;
}

/** What {@link packJoin} has written. */
function parseRows(piece: Uint8Array): readonly JoinedFinding[] {
  return JSON.parse(new TextDecoder().decode(piece)) as readonly JoinedFinding[];
}

/** An object with packed rows as the JSON that it stands for: `{…,"rows":[…]}`, piece by piece. */
export function* jsonWithRows(rest: object, packed: RowsAsJson): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const head = JSON.stringify(rest).slice(0, -1);
  yield encoder.encode(`${head}${head === '{' ? '' : ','}"rows":[`);
  for (const [at, piece] of packed.entries()) {
    if (at > 0) yield encoder.encode(',');
    // Without the brackets of its own list.
    yield piece.subarray(1, -1);
  }
  yield encoder.encode(']}');
}
