import type { ReactNode } from 'react';
import type { HistoryStep } from '#lib/formats/image/image-config';
import { commandOfStep, joinHistory } from '#lib/formats/image/join-history';
import type { Descriptor } from '#lib/oci/descriptor';
import { shorten } from '#lib/text/untrusted-text';
import type { BlobListRow } from './blob-list.tsx';

/** The layers of an image under the commands that made them, with the steps between that made no layer. */
export function layerRows(
  history: readonly HistoryStep[],
  layers: readonly Descriptor[],
): readonly BlobListRow[] {
  const steps = joinHistory(history, layers);
  if (steps === undefined) {
    const rows = layers.map((blob, at) => ({ key: `layer ${at}`, blob }));
    if (history.length === 0) return rows;
    const note = 'The history does not match the layers, so their commands are not shown.';
    return [{ key: 'note', note }, ...rows];
  }
  return steps.map(({ step, layer }, at) => {
    const title = commandOf(step);
    return layer === undefined
      ? { key: `step ${at}`, note: title }
      : { key: `step ${at}`, blob: layer, title };
  });
}

function commandOf(step: HistoryStep | undefined): ReactNode {
  const command = commandOfStep(step?.createdBy ?? '');
  if (command === '') return shorten(step?.comment ?? 'Unrecorded step');
  return (
    <code className="font-mono" title={step?.created}>
      {shorten(command)}
    </code>
  );
}
