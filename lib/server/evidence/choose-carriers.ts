import type { GraphNode } from '#lib/graph/model';
import type { Carrier } from './surroundings.ts';

/** What is read; for a report, how many older ones like it are not. */
export type ChosenCarrier = Carrier & { readonly olderUnread: number };

/** Which carriers to read, and those for which there is no room. */
export type Choice = { readonly chosen: readonly ChosenCarrier[]; readonly left: readonly Carrier[] };

type Bounds = {
  /** Reports of one form on one artifact: the newest tells, and dates may be wrong. */
  readonly reportsOfOneForm: number;
  readonly all: number;
};

/**
 * Of the reports of one form on one artifact the newest by their annotation; everything else. What has no date is among
 * the newest, since it may be.
 */
export function chooseCarriers(carriers: readonly Carrier[], bounds: Bounds): Choice {
  const groups = Map.groupBy(carriers, ({ node, about }) =>
    node.kind === 'vulnerability-report' ? `${about} ${formOf(node)}` : `${about} ${node.digest}`,
  );
  const chosen = [...groups.values()].flatMap((group): readonly ChosenCarrier[] => {
    const undated = group.filter(({ node }) => timeOf(node) === undefined);
    const dated = group
      .filter(({ node }) => timeOf(node) !== undefined)
      .toSorted((one, other) => (timeOf(other.node) ?? 0) - (timeOf(one.node) ?? 0));
    const newest = dated.slice(0, bounds.reportsOfOneForm);
    const olderUnread = dated.length - newest.length;
    // Back in the order of the walk, which decides where dates do not.
    const kept = new Set([...undated, ...newest]);
    return group.filter((carrier) => kept.has(carrier)).map((carrier) => ({ ...carrier, olderUnread }));
  });
  return { chosen: chosen.slice(0, bounds.all), left: chosen.slice(bounds.all) };
}

/** Reports are of one form when nothing but their date tells them apart before they are read. */
function formOf({ artifactType, format, title, confidence, envelope }: GraphNode): string {
  const tool = confidence === 'content' ? title.split(' · ').at(-1) : undefined;
  return [artifactType, format, envelope, tool].join(' ');
}

function timeOf({ created }: GraphNode): number | undefined {
  const time = Date.parse(created ?? '');
  return Number.isNaN(time) ? undefined : time;
}
