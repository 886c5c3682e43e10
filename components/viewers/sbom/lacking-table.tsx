import type { RowView, RowViewAction } from '#components/viewers/rows/row-view.ts';
import { isChosen } from '#components/viewers/rows/row-view.ts';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { lackingElements } from './lacking-elements.ts';

type LackingTableProps = {
  readonly summary: SbomSummary;
  readonly view: RowView;
  readonly dispatch: (action: RowViewAction) => void;
};

/** What the SBOM does not say, of what every SBOM should; a press on a count shows the packages that lack it. */
export function LackingTable({ summary, view, dispatch }: LackingTableProps) {
  const elements = lackingElements(summary);
  const missing = elements.filter(({ isComplete }) => !isComplete).length;
  return (
    <details className="rounded-md border border-line">
      <summary className="px-3 py-1.5 text-sm text-muted hover:text-text">
        {missing === 0
          ? 'It has every minimum element of an SBOM (NTIA)'
          : `It lacks ${missing} of the ${elements.length} minimum elements of an SBOM (NTIA) for some of what it lists`}
      </summary>
      <table aria-label="Minimum elements" className="w-full border-t border-line text-sm">
        <thead className="text-left text-muted">
          <tr>
            <th scope="col" className="px-3 py-1 font-semibold">
              Element
            </th>
            <th scope="col" className="px-3 py-1 font-semibold">
              What it says
            </th>
          </tr>
        </thead>
        <tbody>
          {elements.map(({ name, text, isComplete, lacks }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="px-3 py-1 text-left font-normal text-muted">
                {name}
              </th>
              <td className="px-3 py-1">
                {lacks === undefined ? (
                  <span className={isComplete ? '' : 'text-warn'}>{text}</span>
                ) : (
                  <button
                    type="button"
                    aria-pressed={isChosen(view, 'lacks', lacks)}
                    onClick={() => dispatch({ type: 'toggle', column: 'lacks', value: lacks })}
                    className="rounded-sm text-left text-warn underline decoration-line-strong underline-offset-2 hover:decoration-current aria-pressed:font-semibold"
                  >
                    {text}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
