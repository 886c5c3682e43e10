import { StrokeIcon } from '#components/ui/stroke-icon';
import { statusWords } from '#components/viewers/rows/summary-sentence.ts';
import { shorten } from '#lib/text/untrusted-text';

/** A status of a statement, or statements that disagree. */
type ShownStatus = keyof typeof statusWords | 'disagree';

const diamond = <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" />;

/** Each status has a shape of its own: colour never speaks alone. */
const looks = {
  affected: ['text-bad', <path key="a" d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor" />],
  not_affected: [
    'text-ok',
    <g key="a">
      {diamond}
      <path d="M5.6 8h4.8" />
    </g>,
  ],
  fixed: [
    'text-ok',
    <g key="a">
      {diamond}
      <path d="m5.6 8 1.7 1.8 3.1-3.5" />
    </g>,
  ],
  under_investigation: [
    'text-vex',
    <g key="a">
      <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" strokeDasharray="3 1.8" />
      <circle cx="8" cy="8" r="1.5" fill="currentColor" stroke="none" />
    </g>,
  ],
  disagree: [
    'text-warn',
    <g key="a">
      {diamond}
      <path d="M8 1.5v13L1.5 8z" fill="currentColor" />
    </g>,
  ],
} as const satisfies Record<ShownStatus, unknown>;

/** The status of a VEX statement as a shape and its words, which a narrow table leaves to the tooltip. */
export function VexStatusMark({
  status,
  isTight = false,
}: {
  readonly status: string;
  readonly isTight?: boolean;
}) {
  const known = isShownStatus(status) ? status : undefined;
  const words = statusText(status);
  if (known === undefined) return <span className="truncate">{words}</span>;
  const [colour, shape] = looks[known];
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5" title={words}>
      <StrokeIcon size={14} strokeWidth={1.4} className={colour}>
        {shape}
      </StrokeIcon>
      <span className={isTight ? 'truncate max-[0px]:hidden @max-[30rem]:sr-only' : 'truncate'}>{words}</span>
    </span>
  );
}

/** The words for a status; one that VEX does not know stays as it is written. */
export function statusText(status: string): string {
  if (status === 'disagree') return 'statements disagree';
  return isShownStatus(status) ? statusWords[status] : shorten(status.replaceAll('_', ' '));
}

function isShownStatus(status: string): status is ShownStatus & keyof typeof statusWords {
  return Object.hasOwn(looks, status);
}
