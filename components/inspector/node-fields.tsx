import type { ReactNode } from 'react';
import { Field, FieldList } from '#components/ui/field-list';
import type { GraphState } from '#lib/graph/graph-state';
import { listedPlatforms } from '#lib/graph/listed-platforms';
import type { GraphNode } from '#lib/graph/model';
import { textPath } from '#lib/oci/location';
import { formatAge } from '#lib/text/format';
import { describeSize, subjectEdge } from './describe-node.ts';

type NodeFieldsProps = {
  readonly node: GraphNode;
  readonly state: GraphState;
  /** Stands behind the digest. */
  readonly copyButton: ReactNode;
  /** Leads to what the node is about; without it that is left out. */
  readonly subjectLink?: ReactNode;
};

/** The facts of a node by their names; drawn by the server too, where nothing can be pressed. */
export function NodeFields({ node, state, copyButton, subjectLink }: NodeFieldsProps) {
  const subject = subjectEdge(node, state);
  const platforms = listedPlatforms(node);
  const age = node.created === undefined ? undefined : formatAge(node.created, Date.now());
  return (
    <FieldList>
      <Field name="Kind">
        {node.kind} <span className="text-faint">as {node.format}</span>
        {node.envelope === undefined ? null : <span className="text-faint"> in {node.envelope}</span>}
      </Field>
      <Field name="Digest">
        <span className="flex items-start gap-1">
          <code className="font-mono break-all">{node.digest}</code>
          {copyButton}
        </span>
      </Field>
      {node.tags.length === 0 ? null : <Field name="Tags">{node.tags.join(', ')}</Field>}
      {node.repository === undefined ? null : (
        <Field name="Repository">
          <a href={textPath(node.repository)} className="underline decoration-line-strong underline-offset-2">
            {node.repository}
          </a>
        </Field>
      )}
      {platforms.length === 0 ? null : (
        <Field name={platforms.length === 1 ? 'Platform' : 'Platforms'}>{platforms.join(', ')}</Field>
      )}
      {node.size === undefined ? null : (
        <Field name="Size">{describeSize(node.size, node.contentSize)}</Field>
      )}
      {node.created === undefined ? null : (
        <Field name="Created">
          <time dateTime={node.created}>{node.created}</time>
          {age === undefined ? null : <span className="text-faint"> · {age}</span>}
        </Field>
      )}
      {subject === undefined || subjectLink === undefined ? null : (
        <Field name={subject.relation === 'subject' ? 'Subject' : 'About'}>{subjectLink}</Field>
      )}
      {node.artifactType === undefined ? null : (
        <Field name="artifactType">
          <code className="font-mono break-all">{node.artifactType}</code>
        </Field>
      )}
      <Field name="mediaType">
        <code className="font-mono break-all">{node.mediaType}</code>
      </Field>
    </FieldList>
  );
}
