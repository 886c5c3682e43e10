'use client';

import { useState } from 'react';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { noteOf, readTarget } from '#components/changes/request/read-name.ts';
import { useRegistryNames } from '#components/changes/request/use-registry-names.ts';
import { Check, Choices, TextField } from '#components/ui/fields';
import { countFacet } from '#lib/graph/filter/matching-nodes';
import { noFilter } from '#lib/graph/filter/node-filter';
import type { GraphState } from '#lib/graph/graph-state';
import type { Digest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import { FormDialog } from './form-dialog.tsx';
import type { FormProps } from './form-props.ts';

type Referrers = 'all' | 'none' | 'some';

/** Where it goes, and how much of what belongs to it goes along. */
export function CopyForm({ target, onClose, onPlanned }: FormProps) {
  const { reference, state, node } = target;
  const canMove = !isInLayout(reference);
  const [isMove, setMove] = useState(false);
  const [to, setTo] = useState('');
  const [referrers, setReferrers] = useState<Referrers>('all');
  const types = state === undefined ? [] : referrerTypes(state);
  const platforms = state === undefined ? [] : platformsOf(state, node?.digest ?? state.root);
  const [leftTypes, setLeftTypes] = useState<readonly string[]>([]);
  const [leftPlatforms, setLeftPlatforms] = useState<readonly string[]>([]);
  const suggestions = useRegistryNames(reference.repository);
  const reading = readTarget(to);
  const from = formatReference(reference);
  const chosen = platforms.filter((platform) => !leftPlatforms.includes(platform));
  const isReady = reading.state === 'good' && (platforms.length === 0 || chosen.length > 0);
  return (
    <FormDialog
      title={canMove ? 'Copy or move' : 'Copy into a registry'}
      description={<code className="font-mono text-sm break-all">{from}</code>}
      request={
        isReady
          ? {
              action: isMove ? 'move' : 'copy',
              from,
              to: reading.text,
              referrers: referrers === 'some' ? types.filter((type) => !leftTypes.includes(type)) : referrers,
              ...(leftPlatforms.length === 0 ? {} : { platforms: chosen }),
            }
          : undefined
      }
      onClose={onClose}
      onPlanned={onPlanned}
    >
      {canMove ? (
        <Choices
          name="What happens here"
          isRow
          value={isMove ? 'move' : 'copy'}
          onChange={(value) => setMove(value === 'move')}
          choices={[
            { value: 'copy', title: 'Copy', text: 'It stays where it is.' },
            { value: 'move', title: 'Move', text: 'It goes from here when all of it has arrived.' },
          ]}
        />
      ) : null}
      <TextField
        name="To"
        value={to}
        onChange={setTo}
        suggestions={suggestions}
        note={noteOf(reading, 'host/name, or host/name:tag; without a tag it keeps the one it has.')}
        input={{ placeholder: 'registry.example.com/team/app', required: true }}
      />
      <Choices<Referrers>
        name="What is attached to it"
        isRow
        value={referrers}
        onChange={setReferrers}
        choices={[
          { value: 'all', title: 'All of it', text: 'And what is attached to that.' },
          { value: 'none', title: 'Nothing', text: 'The artifact alone.' },
          ...(types.length === 0
            ? []
            : [{ value: 'some', title: 'Some', text: 'By artifactType.' } as const]),
        ]}
      />
      {referrers === 'some' ? (
        <Checklist
          name="artifactTypes that go along"
          values={types}
          left={leftTypes}
          onChange={setLeftTypes}
        />
      ) : null}
      {platforms.length > 1 ? (
        <Checklist name="Platforms" values={platforms} left={leftPlatforms} onChange={setLeftPlatforms} />
      ) : null}
    </FormDialog>
  );
}

type ChecklistProps = {
  readonly name: string;
  readonly values: readonly string[];
  /** Those that are not chosen. */
  readonly left: readonly string[];
  readonly onChange: (left: readonly string[]) => void;
};

function Checklist({ name, values, left, onChange }: ChecklistProps) {
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-1.5 p-0 text-sm text-muted">{name}</legend>
      <div className="flex max-h-44 flex-col gap-1.5 overflow-auto rounded-md border border-line bg-sunken px-3 py-2">
        {values.map((value) => (
          <Check
            key={value}
            isOn={!left.includes(value)}
            onChange={(isOn) => onChange(isOn ? left.filter((other) => other !== value) : [...left, value])}
          >
            <code className="font-mono break-all">{value}</code>
          </Check>
        ))}
      </div>
    </fieldset>
  );
}

/** The artifactTypes of what refers to something in this graph. */
function referrerTypes(state: GraphState): readonly string[] {
  const referring = new Set(
    [...state.edges.values()].flatMap(({ from, relation }) => (relation === 'subject' ? [from] : [])),
  );
  const nodes = new Map([...state.nodes].filter(([digest]) => referring.has(digest)));
  return countFacet({ nodes }, 'artifactTypes', noFilter).map(({ value }) => value);
}

function platformsOf(state: GraphState, index: Digest | undefined): readonly string[] {
  const held = [...state.edges.values()].filter(
    ({ from, relation }) => from === index && relation === 'child',
  );
  return [...new Set(held.flatMap(({ to }) => state.nodes.get(to)?.platform ?? []))].filter(
    (platform) => !platform.startsWith('unknown'),
  );
}
