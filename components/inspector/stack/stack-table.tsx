import { checkOf } from '#lib/graph/check';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { shorten } from '#lib/text/untrusted-text';
import { timeTexts } from './stack-words.ts';

type StackTableProps = {
  readonly members: readonly GraphNode[];
  readonly onSelect: (digest: Digest) => void;
};

/** The members of a stack that has no counts, the newest first. */
export function StackTable({ members, onSelect }: StackTableProps) {
  const times = timeTexts(members.map(({ created }) => created));
  return (
    <div className="overflow-x-auto px-4 pb-3">
      <table className="w-full border-collapse">
        <caption className="sr-only">Artifacts in the stack, newest first</caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-sm text-muted">
            <th scope="col" className="py-1.5 pr-3 font-semibold">
              Artifact
            </th>
            <th scope="col" className="py-1.5 font-semibold">
              Created
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((node, at) => {
            const check = checkOf(node);
            return (
              <tr key={node.digest} className="border-b border-line align-top">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  <button
                    type="button"
                    onClick={() => onSelect(node.digest)}
                    className="text-left underline decoration-line-strong underline-offset-2 [overflow-wrap:anywhere] hover:decoration-current"
                  >
                    {shorten(node.title)}
                  </button>
                  {check === undefined ? null : (
                    <span className={check.state === 'failed' ? 'block text-bad' : 'block text-muted'}>
                      {check.text}
                    </span>
                  )}
                </th>
                <td className="py-1 whitespace-nowrap text-muted">{times[at] ?? 'no date'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
