'use client';
import { AnnotationList } from '#components/inspector/content/annotation-list';
import { DocumentSentences } from '#components/inspector/content/document-sentences';
import { CheckIcon } from '#components/ui/check-icon';
import { CopyButton } from '#components/ui/copy-button';
import { Field, FieldList } from '#components/ui/field-list';
import { checkOf, explainCheck } from '#lib/graph/check';
import { listedPlatforms } from '#lib/graph/listed-platforms';
import { textPath } from '#lib/oci/location';
import { formatAge } from '#lib/text/format';
import { describeNode, describeSize, subjectEdge } from './describe-node.ts';
import { DiscoverySources } from './discovery-sources.tsx';
import type { InspectorProps } from './inspector-props.ts';
import { NodeLink } from './node-link.tsx';
import { PartsList } from './parts-list.tsx';

/** What a node is, its facts, and where they come from. */
export function OverviewPanel(props: InspectorProps) {
  const { node, state, repository } = props;
  return (
    <div className="flex flex-col gap-5 px-4 py-3.5">
      <div>
        <p>{describeNode(node, state)}</p>
        <DocumentSentences node={node} repository={repository} />
      </div>
      <CheckNote node={node} />
      {node.reason === undefined ? null : (
        <p className="rounded-md border border-line border-l-3 border-l-warn bg-sunken px-3 py-2">
          {node.reason}
        </p>
      )}
      <NodeFields {...props} />
      {node.parts === undefined || node.parts.length === 0 ? null : (
        <PartsList node={node} repository={repository} />
      )}
      <AnnotationList annotations={node.annotations} />
      <DiscoverySources {...props} />
    </div>
  );
}

function NodeFields(props: InspectorProps) {
  const { node, state } = props;
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
          <CopyButton text={node.digest} label="Copy digest" className="-my-1" />
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
      {subject === undefined ? null : (
        <Field name={subject.relation === 'subject' ? 'Subject' : 'About'}>
          <NodeLink {...props} digest={subject.to} />
        </Field>
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

/** What is known of its signature; above all, whether anything has checked it. */
function CheckNote({ node }: Pick<InspectorProps, 'node'>) {
  const check = checkOf(node);
  const text = explainCheck(node);
  if (check === undefined || text === undefined || node.state === 'missing') return null;
  const isFailed = check.state === 'failed';
  return (
    <p
      className={`flex gap-2 rounded-md border border-line border-l-3 bg-sunken px-3 py-2 ${isFailed ? 'border-l-bad text-bad' : 'border-l-edge'}`}
    >
      <CheckIcon state={check.state} {...(check.state === 'present' ? { colour: 'text-muted' } : {})} />
      <span className="min-w-0">
        <strong className="block font-semibold first-letter:uppercase">{check.text}</strong>
        {text}
      </span>
    </p>
  );
}
