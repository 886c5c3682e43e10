'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { DownloadButton } from '#components/inspector/download/download-button';
import { KindIcon } from '#components/ui/kind-icon';
import { SkeletonRows } from '#components/ui/placeholder';
import { Tabs } from '#components/ui/tabs';
import { homeOf } from '#lib/api/queries/home-of';
import { apiPath } from '#lib/api/routes/api-path';
import { checkOf } from '#lib/graph/check';
import { formatShortDigest } from '#lib/oci/digest';
import { isDocumentKind } from '#lib/oci/kind';
import { isManifestMediaType } from '#lib/oci/media-type';
import { atDigest, formatReference } from '#lib/oci/reference';
import { CommandsPanel } from './commands-panel.tsx';
import { BytesPanel, ContentPanel } from './content-panel.tsx';
import { hasReports } from './has-reports.ts';
import type { InspectorProps } from './inspector-props.ts';
import { ManifestPanel } from './manifest-panel.tsx';
import { OverviewPanel } from './overview-panel.tsx';
import { PanelSize } from './panel-size.tsx';

const VerificationPanel = dynamic(
  () =>
    import('#components/inspector/verification/verification-panel').then((file) => file.VerificationPanel),
  { ssr: false, loading: () => <SkeletonRows count={4} label="Checking signatures" /> },
);

const FindingsPanel = dynamic(() => import('./findings-panel.tsx').then((file) => file.FindingsPanel), {
  ssr: false,
  loading: () => <SkeletonRows count={8} label="Reading the reports" className="h-7" />,
});

type NodeInspectorProps = Omit<InspectorProps, 'repository'> & {
  readonly tabs: {
    /** The tab that is shown; the first when none has this name. */
    readonly shown: string | undefined;
    readonly onChange: (tab: string | undefined) => void;
  };
  /** Whether the node fills the page; `href` leads to the other way. */
  readonly page: { readonly isOn: boolean; readonly href: string; readonly onToggle: () => void };
  /** Buttons for the node. */
  readonly actions?: ReactNode;
};

/** Everything about one node. */
export function Inspector({ tabs: { shown, onChange }, page, actions, ...rest }: NodeInspectorProps) {
  const { node } = rest;
  const repository = homeOf(node, rest.reference);
  const props = { ...rest, repository };
  const reference = atDigest(repository, node.digest);
  const text = formatReference(reference);
  const isManifest = isManifestMediaType(node.mediaType);
  const isThere = node.state !== 'missing';
  const check = checkOf(node);
  const tabs = tabsOf(props, {
    mayBeSigned: check !== undefined || node.digest === rest.state.root,
    hasFindings: shown === 'findings' || hasReports(node, rest.state),
  });
  // Who opens evidence wants to read it.
  const first = isThere && (page.isOn || isDocumentKind(node.kind)) ? 'content' : 'overview';
  const active = tabs.find(({ id }) => id === shown)?.id ?? first;
  return (
    <div className="flex h-full min-h-0 flex-col print:block print:h-auto">
      <div className="flex shrink-0 items-center gap-2 px-4 pt-3.5 pb-2.5">
        <KindIcon kind={node.kind} check={check?.state} size={20} />
        <h2
          className="line-clamp-2 min-w-0 grow break-words text-lg leading-tight font-semibold"
          title={node.title}
        >
          {node.title}
        </h2>
        {isThere ? (
          <DownloadButton
            href={isManifest ? apiPath('/api/manifest', { ref: text }) : apiPath('/api/blob', { ref: text })}
            name={`${formatShortDigest(node.digest).replace(':', '-')}${isManifest ? '.json' : ''}`}
            size={node.size}
            label={isManifest ? 'Download manifest' : 'Download'}
            isSmall
          />
        ) : null}
        {actions}
        <PanelSize {...page} />
      </div>
      <Tabs
        key={node.digest}
        label="About this artifact"
        tabs={tabs}
        active={active}
        onChange={(id) => onChange(id === first ? undefined : id)}
      />
    </div>
  );
}

type TabChoice = { readonly mayBeSigned: boolean; readonly hasFindings: boolean };

function tabsOf(props: InspectorProps, { mayBeSigned, hasFindings }: TabChoice) {
  const { node } = props;
  const isManifest = isManifestMediaType(node.mediaType);
  const isThere = node.state !== 'missing';
  return [
    { id: 'overview', title: 'Overview', content: <OverviewPanel {...props} /> },
    ...(isThere ? [{ id: 'content', title: 'Content', content: <ContentPanel {...props} /> }] : []),
    ...(isThere && isManifest && hasFindings && !isDocumentKind(node.kind)
      ? [{ id: 'findings', title: 'Findings', content: <FindingsPanel {...props} /> }]
      : []),
    ...(isThere && isManifest && mayBeSigned
      ? [{ id: 'verification', title: 'Verification', content: <VerificationPanel {...props} /> }]
      : []),
    ...(isThere && isManifest && node.kind !== 'index'
      ? [{ id: 'bytes', title: 'Bytes', content: <BytesPanel {...props} /> }]
      : []),
    ...(isThere && isManifest
      ? [{ id: 'manifest', title: 'Manifest', content: <ManifestPanel {...props} /> }]
      : []),
    {
      id: 'commands',
      title: 'Commands',
      content: <CommandsPanel {...props} />,
    },
  ];
}
