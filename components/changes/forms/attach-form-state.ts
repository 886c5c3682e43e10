import type { FileUpload } from '#components/changes/files/uploads.ts';
import { attachedFiles } from '#components/changes/files/uploads.ts';
import { readReference, readTarget } from '#components/changes/request/read-field.ts';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { mediaTypes } from '#lib/oci/media-type';

export type AnnotationRow = { readonly id: number; readonly key: string; readonly value: string };

/** An existing artifact that gets a subject. Size and type describe a subject that does not exist yet. */
export type SubjectForm = {
  readonly artifact: string;
  readonly subject: string;
  readonly size: string;
  readonly isIndex: boolean;
};

/** What was written into the form, for each of its three modes. */
export type AttachFormState = {
  readonly mode: 'attach-files' | 'push' | 'set-subject';
  /** The subject of the files, in the mode `attach-files`. */
  readonly subject: string;
  /** Where files without a subject go, in the mode `push`. */
  readonly to: string;
  readonly subjectChange: SubjectForm;
  /** Undefined until one is written; the suggestion holds until then. */
  readonly artifactType: string | undefined;
  readonly suggestedType: string | undefined;
  readonly annotations: readonly AnnotationRow[];
};

/** The form before anything is written, for an artifact and its repository (`host/name`). */
export function firstAttachForm(subject: string, repository: string): AttachFormState {
  return {
    mode: 'attach-files',
    subject,
    to: repository,
    subjectChange: { artifact: '', subject, size: '', isIndex: false },
    artifactType: undefined,
    suggestedType: undefined,
    annotations: [],
  };
}

/** The artifactType that is written, or else suggested by the first file; empty without either. */
export function chosenArtifactType({ artifactType, suggestedType }: AttachFormState): string {
  return artifactType ?? suggestedType ?? '';
}

/** The request for a form; undefined while something is missing, wrong or still on its way. */
export function attachRequest(
  form: AttachFormState,
  uploads: readonly FileUpload[],
): PlanRequestDocument | undefined {
  if (form.mode === 'set-subject') return subjectRequest(form.subjectChange);
  const files = attachedFiles(uploads);
  const artifactType = chosenArtifactType(form).trim();
  if (files === undefined || artifactType === '') return undefined;
  const annotations = annotationsOf(form.annotations);
  const content = {
    artifactType,
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    files,
  };
  if (form.mode === 'attach-files') {
    return { action: 'attach', mode: form.mode, subject: form.subject, ...content };
  }
  const to = readTarget(form.to);
  return to.state === 'good' ? { action: 'attach', mode: form.mode, to: to.text, ...content } : undefined;
}

/** Whether a text is a number of bytes, or left empty. */
export function isSize(text: string): boolean {
  return /^(?:[1-9]\d{0,9})?$/.test(text.trim());
}

function subjectRequest({ artifact, subject, size, isIndex }: SubjectForm): PlanRequestDocument | undefined {
  const [existing, about] = [readReference(artifact), readReference(subject)];
  if (existing.state !== 'good' || about.state !== 'good' || !isSize(size)) return undefined;
  const described = {
    subjectSize: Number(size.trim()),
    subjectMediaType: isIndex ? mediaTypes.ociIndex : mediaTypes.ociManifest,
  };
  return {
    action: 'attach',
    mode: 'set-subject',
    artifact: existing.text,
    subject: about.text,
    ...(size.trim() === '' ? {} : described),
  };
}

/** The rows that have a key. */
function annotationsOf(rows: readonly AnnotationRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap(({ key, value }) => (key.trim() === '' ? [] : [[key.trim(), value]])),
  );
}
