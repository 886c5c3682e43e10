const mask = '[secret]';

/**
 * A text that must not leave the process by accident: every way of printing it gives `[secret]`, and only
 * {@link Secret.reveal} the text itself. Logs, errors and JSON may hold one without harm.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text, for the one header or form field that needs it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [Symbol.toPrimitive](): string {
    return mask;
  }

  // What Node's util.inspect and console ask for.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask;
  }
}
