import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { apiLimits } from '#lib/api/limits';
import { parseDigest } from '#lib/oci/digest';
import { documentQuery, rowsQuery } from './document-queries.ts';

afterEach(() => vi.unstubAllGlobals());

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const reference = `reg.example/app@${digest}`;
const entry = {
  blob: { digest, size: 10, mediaType: 'application/spdx+json' },
  ...{ index: 0, envelope: [], kind: 'sbom', format: 'spdx-json', title: 'SPDX', isWhole: true },
  ...{ subjects: [], parts: [], problems: [] },
};
const summary = { of: 'sbom', packages: 1, licences: [], tools: [] };
const firstRows = { total: 1, of: 1, isComplete: false, rows: [{ name: 'zlib', licences: [] }] };

/** A server that answers with a document; gives what it was asked. */
function serve(document: (isPrompt: boolean) => object): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (input: string) => {
    asked.push(input);
    const documents = [{ ...entry, ...document(input.includes('prompt=1')) }];
    return Response.json({ about: digest, reference, documents });
  });
  return asked;
}

test('a large SBOM is there with its first rows while it is counted, and then with its counts', async () => {
  const seen: (true | undefined)[] = [];
  const client = new QueryClient();
  const options = documentQuery(reference);
  client.getQueryCache().subscribe(() => {
    const [first] = client.getQueryData(options.queryKey)?.documents ?? [];
    if (first !== undefined && seen.at(-1) !== first.isCounting) seen.push(first.isCounting);
  });
  const asked = serve((isPrompt) => (isPrompt ? { summary, isCounting: true, firstRows } : { summary }));
  const { documents } = await client.fetchQuery(options);
  expect(documents).toMatchObject([{ summary }]);
  expect([seen, asked.length]).toEqual([[true, undefined], 2]);
  const rows = rowsQuery({
    ref: reference,
    blob: entry.blob.digest,
    part: 'packages',
    n: apiLimits.tableRows,
  });
  expect(client.getQueryData(rows.queryKey)?.rows).toEqual(firstRows.rows);
});

test('every other document is asked for once', async () => {
  const asked = serve(() => ({ summary }));
  await new QueryClient().fetchQuery(documentQuery(reference));
  expect(asked).toHaveLength(1);
});
