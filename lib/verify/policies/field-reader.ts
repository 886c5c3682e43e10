import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';

/**
 * One object of a document, read field by field. What has the wrong type, and with {@link FieldReader.finish} each field
 * that nobody asked for, becomes a sentence, so that nothing of a policy is passed over in silence. A field that is null
 * counts as missing, as in Kubernetes.
 */
export class FieldReader {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #where: string;
  readonly #sentences: string[];
  readonly #known = new Set<string>();

  /**
   * @param where where the object stands, as it begins a sentence: `spec.authorities[0]`; empty for a whole document
   * @param sentences gets what is wrong
   */
  constructor(value: unknown, where: string, sentences: string[]) {
    this.#where = where;
    this.#sentences = sentences;
    this.#values = isJsonObject(value) ? value : {};
    if (!isJsonObject(value)) this.say(`${where === '' ? 'The document' : where} is not an object.`);
  }

  /** The text of a field; undefined when it is missing, empty or no text. */
  text(name: string): string | undefined {
    const value = this.#take(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string') return value;
    this.say(`${this.placeOf(name)} is not a text.`);
    return undefined;
  }

  /** Whether a field is true; false when it is missing. */
  flag(name: string): boolean {
    const value = this.#take(name);
    if (value === undefined || typeof value === 'boolean') return value === true;
    this.say(`${this.placeOf(name)} is neither true nor false.`);
    return false;
  }

  /** A reader of the object in a field; undefined when it is missing. */
  object(name: string): FieldReader | undefined {
    const value = this.#take(name);
    return value === undefined ? undefined : new FieldReader(value, this.placeOf(name), this.#sentences);
  }

  /**
   * A reader for each entry of a list of objects; empty when it is missing.
   *
   * @param sentencesOf where the sentences about each entry go; with those about this object when left out
   */
  objects(name: string, sentencesOf?: (index: number) => string[]): readonly FieldReader[] {
    return this.#entries(name).map(
      (value, index) =>
        new FieldReader(value, `${this.placeOf(name)}[${index}]`, sentencesOf?.(index) ?? this.#sentences),
    );
  }

  /** The texts of a list; entries that are none are left out and said. */
  texts(name: string): readonly string[] {
    return this.#entries(name).flatMap((value, index) => {
      if (typeof value === 'string') return [value];
      this.say(`${this.placeOf(name)}[${index}] is not a text.`);
      return [];
    });
  }

  /** The fields of an object that is a table of texts; empty when it is missing. */
  table(name: string): readonly (readonly [string, string])[] {
    const value = this.#take(name);
    if (value === undefined) return [];
    if (!isJsonObject(value)) {
      this.say(`${this.placeOf(name)} is not an object.`);
      return [];
    }
    return Object.entries(value)
      .slice(0, verifyLimits.entriesMax)
      .flatMap(([key, text]) => {
        if (typeof text === 'string') return [[key, text] as const];
        this.say(`${this.placeOf(name)}.${cleanText(key)} is not a text.`);
        return [];
      });
  }

  /** Whether a field is there; it counts as read only when it is asked for otherwise. */
  has(name: string): boolean {
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    return value !== undefined && value !== null;
  }

  /** Says that a field is not supported, where it is there. */
  refuse(name: string, why: string): void {
    this.#known.add(name);
    if (this.has(name)) this.say(`${this.placeOf(name)} is not supported: ${why}`);
  }

  /** Passes over fields that say nothing of who may sign. */
  skip(...names: readonly string[]): void {
    for (const name of names) this.#known.add(name);
  }

  /** Says which fields are left. */
  finish(): void {
    for (const name of Object.keys(this.#values))
      if (!this.#known.has(name) && this.has(name))
        this.say(`${this.placeOf(cleanText(name))} is not supported: Orrery does not know this field.`);
  }

  say(sentence: string): void {
    if (this.#sentences.length < verifyLimits.sentencesMax) this.#sentences.push(sentence);
  }

  /** Where a field stands, as it begins a sentence. */
  placeOf(name: string): string {
    return this.#where === '' ? name : `${this.#where}.${name}`;
  }

  #take(name: string): unknown {
    this.#known.add(name);
    return this.has(name) ? this.#values[name] : undefined;
  }

  #entries(name: string): readonly unknown[] {
    const value = this.#take(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.say(`${this.placeOf(name)} is not a list.`);
      return [];
    }
    const entries: readonly unknown[] = value;
    if (entries.length > verifyLimits.entriesMax)
      this.say(`${this.placeOf(name)} has more than ${verifyLimits.entriesMax} entries.`);
    return entries.slice(0, verifyLimits.entriesMax);
  }
}
