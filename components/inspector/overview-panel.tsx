'use client';
import { AnnotationList } from '#components/inspector/content/annotation-list';
import { DocumentSentences } from '#components/inspector/content/document-sentences';
import { CheckIcon } from '#components/ui/check-icon';
import { CopyButton } from '#components/ui/copy-button';
import { checkOf, explainCheck } from '#lib/graph/check';
import { describeNode, subjectEdge } from './describe-node.ts';
import { DiscoverySources } from './discovery-sources.tsx';
import type { InspectorProps } from './inspector-props.ts';
import { NodeFields } from './node-fields.tsx';
import { NodeLink } from './node-link.tsx';
import { PartsList } from './parts-list.tsx';

/** What a node is, its facts, and where they come from. */
export function OverviewPanel(props: InspectorProps) {
  const { node, state, repository } = props;
  const subject = subjectEdge(node, state);
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
      <NodeFields
        node={node}
        state={state}
        copyButton={<CopyButton text={node.digest} label="Copy digest" className="-my-1" />}
        subjectLink={subject === undefined ? undefined : <NodeLink {...props} digest={subject.to} />}
      />
      {node.parts === undefined || node.parts.length === 0 ? null : (
        <PartsList node={node} repository={repository} />
      )}
      <AnnotationList annotations={node.annotations} />
      <DiscoverySources {...props} />
    </div>
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
