import { ChevronRight } from 'lucide-react';
import { CheckIcon } from '#components/ui/check-icon';
import type { Promotion, PromotionSection, SectionEvidence } from '#lib/audit/promotion/promotion';
import { formatShortDigest } from '#lib/oci/digest';
import { shorten } from '#lib/text/untrusted-text';
import { ChangedFindingTable, ChangedPackageTables } from './change-tables.tsx';
import { evidencePath, hasComparison, openSections, sectionTitles, verdictLooks } from './promotion-words.ts';

type SectionListProps = { readonly promotion: Promotion; readonly comparePath: string };

/** Every section with its verdict; those that did not pass are open. */
export function SectionList({ promotion, comparePath }: SectionListProps) {
  const { sections } = promotion;
  const open = openSections(sections);
  return (
    <ul aria-label="Results" className="rounded-lg border border-line">
      {sections.map((section) => (
        <li key={section.name} className="border-line not-first:border-t">
          <details open={open.has(section.name)} className="group">
            <Summary section={section} />
            <div className="flex flex-col gap-3 px-4 pb-4 pl-11 empty:hidden max-sm:pl-4">
              <Rest sentences={section.sentences.slice(1)} />
              <EvidenceList section={section} promotion={promotion} />
              {section.name === 'packages' ? <ChangedPackageTables packages={promotion.packages} /> : null}
              {section.name === 'findings' && promotion.findings !== undefined ? (
                <ChangedFindingTable findings={promotion.findings} />
              ) : null}
              {hasComparison(section.name) ? (
                <a href={comparePath} className="w-fit underline underline-offset-3">
                  Compare both
                </a>
              ) : null}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Summary({ section: { name, verdict, sentences } }: { readonly section: PromotionSection }) {
  const { word, state, colour } = verdictLooks[verdict];
  return (
    <summary className="flex cursor-pointer list-none items-start gap-3 px-4 py-3 hover:bg-sunken [&::-webkit-details-marker]:hidden">
      <CheckIcon state={state} />
      <span className="min-w-0 grow">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">{sectionTitles[name]}</span>
          <span className={`text-sm font-semibold ${colour}`}>{word}</span>
        </span>
        <span className="block text-muted [overflow-wrap:anywhere]">{shorten(sentences[0] ?? '')}</span>
      </span>
      <ChevronRight
        size={16}
        aria-hidden="true"
        className="mt-0.5 shrink-0 text-faint transition-transform group-open:rotate-90"
      />
    </summary>
  );
}

function Rest({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {sentences.map((sentence) => (
        <li key={sentence} className="[overflow-wrap:anywhere]">
          {shorten(sentence)}
        </li>
      ))}
    </ul>
  );
}

type EvidenceListProps = { readonly section: PromotionSection; readonly promotion: Promotion };

/** The manifests that a section stands on, each with a way to it in the graph. */
function EvidenceList({ section: { name, evidence }, promotion }: EvidenceListProps) {
  if (evidence.length === 0) return null;
  return (
    <ul aria-label={`Evidence: ${sectionTitles[name]}`} className="flex flex-col gap-1.5">
      {evidence.map((one, at) => (
        // One manifest may hold several documents that say the same.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
        <li key={at} className="flex items-start gap-2">
          <CheckIcon state={verdictLooks[one.verdict].state} size={14} />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span className="sr-only">{verdictLooks[one.verdict].word}: </span>
            {shorten(one.says)}{' '}
            <a
              href={evidencePath(referenceOf(one, promotion), one.about, one.digest)}
              className="font-mono text-sm underline underline-offset-3"
            >
              {formatShortDigest(one.digest)}
            </a>
          </span>
        </li>
      ))}
    </ul>
  );
}

function referenceOf({ about }: SectionEvidence, { accepted, candidate }: Promotion): string {
  return about === accepted.digest ? accepted.reference : candidate.reference;
}
