/** In what a file holds its values. */
export type ContainerName = 'json' | 'json-lines' | 'yaml' | 'xml' | 'rdf' | 'tag-value' | 'protobuf';

/** A file, unpacked: its bytes, and its text however it was encoded. */
export type ContainerContent = {
  readonly bytes: Uint8Array;
  /** The first letters of the text, without a byte order mark and without the space before them. */
  readonly start: string;
  /** All of the text; decoded when it is asked for, once. */
  readonly text: () => string;
  /** False for the head of a larger file. */
  readonly isWhole: boolean;
};

/** What a container holds. */
export type Opened = {
  readonly container: ContainerName;
  /** One for each document, in their order. */
  readonly values: readonly unknown[];
  /** What of it could not be read: sentences. */
  readonly problems?: readonly string[];
};

/**
 * Opens one container; undefined when the file is another.
 *
 * @throws OciError `json-invalid` or `json-too-deep` when it is this one and broken
 */
export type ContainerReader = (content: ContainerContent) => Opened | undefined;
