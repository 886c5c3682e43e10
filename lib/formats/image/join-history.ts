import type { HistoryStep } from '#lib/formats/image/image-config';
import type { Descriptor } from '#lib/oci/descriptor';

/** A layer with the step that made it, or a step that made none. */
export type BuildStep = { readonly step?: HistoryStep; readonly layer?: Descriptor };

/**
 * The history of an image joined to its layers: every step that is not empty made the next layer (`history` of
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#properties). Undefined where the numbers do not agree: then nobody can say which step made which layer.
 */
export function joinHistory(
  history: readonly HistoryStep[],
  layers: readonly Descriptor[],
): readonly BuildStep[] | undefined {
  if (history.filter(({ isEmpty }) => !isEmpty).length !== layers.length) return undefined;
  let next = 0;
  return history.map((step) => {
    const layer = step.isEmpty ? undefined : layers[next++];
    return layer === undefined ? { step } : { step, layer };
  });
}

/**
 * The command of a step as its author wrote it: builders put a shell before it and comments behind.
 * `/bin/sh -c #(nop)  CMD ["sh"]` → `CMD ["sh"]`, `RUN /bin/sh -c apk add curl # buildkit` → `RUN apk add curl`.
 */
export function commandOfStep(createdBy: string): string {
  const text = createdBy.replace(/ # buildkit$/, '').trim();
  const instruction = /^\/bin\/sh -c #\(nop\)\s*/.exec(text);
  if (instruction !== null) return text.slice(instruction[0].length);
  const run = /^(?:RUN )?(?:\|\d+ .*?)?\/bin\/sh -c /s.exec(text);
  return run === null ? text : `RUN ${text.slice(run[0].length)}`;
}
