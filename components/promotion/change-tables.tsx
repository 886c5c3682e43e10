import { SeverityIcon } from '#components/ui/severity-icon';
import type { ChangedFindings, ChangedPackages } from '#lib/audit/promotion/promotion';
import { shorten } from '#lib/text/untrusted-text';
import { findingWords } from './promotion-words.ts';

const cellClass = 'py-1 pr-3 align-top [overflow-wrap:anywhere]';
const headClass = 'py-1 pr-3 text-sm font-semibold text-muted';

/** The packages that differ, by platform. */
export function ChangedPackageTables({ packages }: { readonly packages: readonly ChangedPackages[] }) {
  return packages
    .filter(({ rows }) => rows.length > 0)
    .map(({ platform, rows, rowsLeftOut }) => (
      <div key={platform ?? ''}>
        <table className="w-full text-left">
          <caption className="pb-1 text-left text-sm text-muted">
            {platform ?? 'Packages that changed'}
          </caption>
          <thead>
            <tr className="border-b border-line-strong">
              {['Change', 'Package', 'Accepted', 'Candidate'].map((title) => (
                <th key={title} scope="col" className={headClass}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ change, name, type, left, right }) => (
              <tr key={`${type ?? ''} ${name}`} className="border-b border-line">
                <td className={cellClass}>{change}</td>
                <th scope="row" className={`${cellClass} font-normal`}>
                  {shorten(name)}
                </th>
                <td className={`${cellClass} font-mono text-sm`}>{shorten(left.join(', '))}</td>
                <td className={`${cellClass} font-mono text-sm`}>{shorten(right.join(', '))}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <LeftOut count={rowsLeftOut} />
      </div>
    ));
}

/** The findings of both, those that are new first. */
export function ChangedFindingTable({
  findings: { rows, rowsLeftOut },
}: {
  readonly findings: ChangedFindings;
}) {
  if (rows.length === 0) return null;
  return (
    <div>
      <table className="w-full text-left">
        <caption className="sr-only">Findings of both</caption>
        <thead>
          <tr className="border-b border-line-strong">
            {['Change', 'Severity', 'Vulnerability', 'Package'].map((title) => (
              <th key={title} scope="col" className={headClass}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ change, vulnerability, severity, package: name = '', version = '' }) => (
            <tr key={`${change} ${vulnerability} ${name} ${version}`} className="border-b border-line">
              <td className={cellClass}>{findingWords[change]}</td>
              <td className={cellClass}>
                <span className="inline-flex items-center gap-1.5">
                  <SeverityIcon severity={severity} /> {severity}
                </span>
              </td>
              <th scope="row" className={`${cellClass} font-normal`}>
                {shorten(vulnerability)}
              </th>
              <td className={cellClass}>{shorten(`${name} ${version}`.trim())}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <LeftOut count={rowsLeftOut} />
    </div>
  );
}

function LeftOut({ count }: { readonly count: number | undefined }) {
  if (count === undefined) return null;
  return <p className="pt-1 text-muted">{count.toLocaleString('en')} more are in the comparison.</p>;
}
