import { isSchema1MediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import { parseReference } from '#lib/oci/reference';
import { growSurvey } from '#lib/server/plans/drafts/growing-survey';
import { makeSurvey } from '#lib/server/plans/drafts/survey';
import { problemError } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import { predictArchiveSize, selectArchiveContent } from '#lib/transfer/planning/select-content';
import type { Survey } from '#lib/transfer/survey/survey';
import { writeArchive, writeGrowingArchive } from '#lib/transfer/write-archive';
import { attachment } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';

/**
 * An artifact and all that belongs to it as an OCI image layout (tar). What could not be determined is refused before,
 * unless it is accepted; the length is announced, and the last bytes come only when everything was read and has its
 * digest: what could not be read breaks the download. A large graph is sent while it is still being read, without a
 * length; what is found open or missing late breaks the download as well. Who asks by HEAD or for `whole` waits for all.
 */
export function answerArchive(call: RouteCall): Promise<Response> {
  return answer(call, false);
}

/** The same for a writer that has sent a chunk before it asks for the next, which may take its place. */
export function answerArchiveInPlace(call: RouteCall): Promise<Response> {
  return answer(call, true);
}

async function answer({ request, url, session, signal }: RouteCall, allowsReuse: boolean): Promise<Response> {
  const { ref, layers, accept, whole } = readQuery('GET /api/archive', url);
  const reference = parseReference(ref);
  const isAsked = request.method === 'HEAD' || whole === '1';
  const survey = isAsked
    ? await makeSurvey(session, reference, { isWhole: false, signal })
    : await growSurvey(session, reference, signal);
  const { registry, repository } = reference;
  const source = { client: connect(session, registry), repository, signal, allowsReuse };
  const withLayers = layers !== '0';
  const contentOf = (known: Survey) => {
    if (accept !== 'unknown') assertKnown(known);
    return selectArchiveContent(known, withLayers);
  };
  const headers = {
    'content-type': 'application/x-tar',
    'content-disposition': attachment(`${archiveName(reference)}.tar`),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  };
  if ('whole' in survey) {
    const { root, found } = survey;
    const growing = { root, found, withLayers, whole: survey.whole.then(contentOf) };
    return new Response(writeGrowingArchive(source, growing), { headers });
  }
  const content = contentOf(survey);
  const size = String(predictArchiveSize(survey, content));
  return new Response(writeArchive(source, content), { headers: { ...headers, 'orrery-length': size } });
}

/** The first thing that the archive would not hold; undefined when it holds everything. */
function lackOf({ gaps, missing, manifests }: Survey): string | undefined {
  const [gap] = gaps;
  const [hole] = missing.values();
  if (gap !== undefined) return gap.text;
  if (hole !== undefined) return `A manifest or blob is missing: ${hole}`;
  for (const { content, absent, others } of manifests.values()) {
    if (isSchema1MediaType(content.mediaType))
      return `${content.digest} is a manifest of Docker schema 1: the archive would not hold its layers.`;
    const [layer] = absent;
    if (layer !== undefined)
      return `The layer ${layer.digest} lies only at addresses outside the registry, and not in the archive.`;
    const [other] = others;
    if (other !== undefined)
      return `An unspecified field names ${other.digest}, which would not be in the archive.`;
  }
  return undefined;
}

function archiveName({ repository, tag, digest }: Reference): string {
  const selector = tag ?? digest?.replace(/^(.+):(.{12}).*$/, '$1-$2') ?? 'latest';
  return `${repository.replaceAll('/', '-')}-${selector}`;
}

function assertKnown(survey: Survey): void {
  const detail = lackOf(survey);
  if (detail === undefined) return;
  throw problemError('incomplete', detail);
}
