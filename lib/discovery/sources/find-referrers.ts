import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import { formatHandle } from '#lib/discovery/repository-handle';
import { askCosignTags } from '#lib/discovery/sources/cosign-tags';
import type { Inquiry, SourceResult } from '#lib/discovery/sources/inquiry';
import { askReferrersApi } from '#lib/discovery/sources/referrers-api';
import { askReferrersTag } from '#lib/discovery/sources/referrers-tag';
import type { WalkContext } from '#lib/discovery/walk-context';
import { isAsked } from '#lib/discovery/walk-scope';
import type { EdgeSource } from '#lib/graph/model';
import { proofs, replyOfList } from '#lib/graph/proof-of-none';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { RegistryError } from '#lib/registry/registry-error';
import { explainError } from '#lib/repository/explain-error';

type Source = { readonly source: EdgeSource; readonly ask: (inquiry: Inquiry) => Promise<SourceResult> };

/** Every way to learn of a referrer by asking; entries of BuildKit are learned from the index that holds them. */
const sources: readonly Source[] = [
  { source: 'referrers-api', ask: askReferrersApi },
  { source: 'referrers-tag', ask: askReferrersTag },
  { source: 'cosign-tags', ask: askCosignTags },
];

/**
 * Asks every source what refers to a manifest, all at once, and says each one's own answer: one that fails hides no
 * other, and never counts as none. Returns each referrer once.
 */
export async function findReferrers(
  context: WalkContext,
  subject: Digest,
  priority: number,
): Promise<readonly Descriptor[]> {
  const found = new Map<Digest, Descriptor>();
  const at = (handle: RepositoryHandle, source: EdgeSource) => ({
    context,
    handle,
    subject,
    source,
    priority,
  });
  const asked = [
    ...sources.map(({ source, ask }) => ({ source, ask: () => ask(at(context.scope.primary, source)) })),
    ...(context.scope.others.length === 0
      ? []
      : [
          {
            source: 'external',
            ask: () => askElsewhere(context.scope.others.map((handle) => at(handle, 'external'))),
          } as const,
        ]),
  ].filter(({ source }) => isAsked(context.scope, source));
  await Promise.all(
    asked.map(async ({ source, ask }) => {
      const outcome = await ask();
      emitResult(context, subject, source, outcome);
      for (const descriptor of outcome.found) found.set(descriptor.digest, descriptor);
    }),
  );
  return [...found.values()];
}

/** Other repositories, where referrers of this one are kept (cosign's COSIGN_REPOSITORY), by all three ways. */
async function askElsewhere(inquiries: readonly Inquiry[]): Promise<SourceResult> {
  const outcomes = await Promise.all(
    inquiries.flatMap((inquiry) => sources.map(async ({ ask }) => ({ inquiry, ...(await ask(inquiry)) }))),
  );
  const found = outcomes.flatMap((outcome) => outcome.found);
  const doubtful = outcomes.find(({ doubt }) => doubt !== undefined && !isAbsence(doubt));
  return doubtful === undefined
    ? { found }
    : { found, doubt: placed(doubtful.doubt, doubtful.inquiry.handle) };
}

// Without the API the tags answer for themselves.
function isAbsence(doubt: unknown): boolean {
  return doubt instanceof RegistryError && doubt.code === 'unsupported';
}

function placed(doubt: unknown, handle: RepositoryHandle): unknown {
  if (!(doubt instanceof RegistryError)) return doubt;
  const { code, registry, message, retryAfterSeconds } = doubt;
  return new RegistryError(code, registry, `In ${formatHandle(handle)}: ${message}`, {
    cause: doubt,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function emitResult(context: WalkContext, about: Digest, source: EdgeSource, outcome: SourceResult): void {
  const inquiryKey = { about, question: 'referrers', source } as const;
  const { found, filtered, doubt } = outcome;
  if (doubt !== undefined) context.emit.unknown(inquiryKey, explainError(doubt));
  else if (proofs[replyOfList(found.length)] === 'none')
    context.emit.answer({ ...inquiryKey, state: 'none' });
  else
    context.emit.answer({
      ...inquiryKey,
      state: 'found',
      count: found.length,
      ...(filtered === undefined ? {} : { filtered }),
    });
}
