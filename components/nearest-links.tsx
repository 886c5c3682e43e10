'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { PageLink } from '#components/ui/page-link';
import { problemOf } from '#components/ui/problem-of.ts';
import { repositoriesQuery, tagsQuery } from '#lib/api/queries/queries';
import { textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { nearestNames } from '#lib/text/nearest-names';

/** What is spelled most like a reference that is not there: a tag of its repository, or a repository of its registry. */
export function NearestLinks({ reference }: { readonly reference: Reference }) {
  const { registry, repository, tag, digest } = reference;
  const tags = useInfiniteQuery({ ...tagsQuery(`${registry}/${repository}`), enabled: tag !== undefined });
  // With neither tag nor digest somebody asked for the repository itself.
  const isAsked = tag === undefined && digest === undefined;
  const isRepositoryGone = isAsked || (tags.isError && problemOf(tags.error).code === 'not-found');
  const repositories = useInfiniteQuery({ ...repositoriesQuery(registry), enabled: isRepositoryGone });
  const nearTags = tag === undefined ? [] : nearestNames(tag, tags.data?.pages[0]?.names ?? []);
  const texts = isRepositoryGone
    ? nearestNames(repository, repositories.data?.pages[0]?.names ?? []).map((name) => `${registry}/${name}`)
    : nearTags.map((name) => `${registry}/${repository}:${name}`);
  if (texts.length === 0) return null;
  return (
    <p className="mb-2.5 flex flex-wrap gap-x-3 gap-y-1">
      <span>Did you mean</span>
      {texts.map((text) => (
        <PageLink
          key={text}
          href={textPath(text)}
          className="font-mono break-all underline decoration-line-strong underline-offset-2"
        >
          {text.slice(registry.length + 1)}
        </PageLink>
      ))}
    </p>
  );
}
