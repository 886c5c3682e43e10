/** An uploaded archive as a registry, and what can be opened in it. */
export type UploadLayout = {
  readonly handle: (request: Request) => Promise<Response>;
  /** `oci:upload/<id>/<repository>:<tag>`, or by digest where there is no tag. */
  readonly references: readonly string[];
};

const key = Symbol.for('orrery.upload-layouts');
type Holder = { [key]?: Map<string, Promise<UploadLayout>> };

/** The archives that have been opened in this process, by the id of their upload. */
export function openLayouts(): Map<string, Promise<UploadLayout>> {
  const holder = globalThis as Holder;
  holder[key] ??= new Map();
  return holder[key];
}

/** Forgets an archive whose files go. */
export function forgetLayout(id: string): void {
  openLayouts().delete(id);
}
