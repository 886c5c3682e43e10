/** A registry as the operator names it in ORRERY_REGISTRIES. */
export type ConfiguredRegistry = { readonly host: string; readonly plainHttp: boolean };

/** The settings of this process, read once from the environment. */
export type Settings = {
  readonly port: number;
  /** Absolute folder of the embedded registry. */
  readonly dataDir: string;
  readonly demo: boolean;
  readonly registries: readonly ConfiguredRegistry[];
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};
