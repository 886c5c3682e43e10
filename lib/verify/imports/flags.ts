import { cleanText } from '#lib/text/untrusted-text';

/**
 * What a flag is: `value` and `switch` are read; `passed-over` and `idle` (with and without a value) change nothing here;
 * `refused` and `refused-switch` ask for what a policy cannot say.
 */
export type FlagKind = 'value' | 'switch' | 'passed-over' | 'idle' | 'refused' | 'refused-switch';

/** The flags of a command: the last of a name counts, as with https://pkg.go.dev/github.com/spf13/pflag. */
export type Flags = {
  readonly values: ReadonlyMap<string, string>;
  readonly switches: ReadonlySet<string>;
  /** What a policy cannot say, in sentences. */
  readonly unsupported: readonly string[];
};

/**
 * Reads the words behind a command as flags.
 *
 * @param known the kind of each flag by its name without dashes
 * @param short the long name of each letter
 */
export function readFlags(
  words: readonly string[],
  known: Readonly<Record<string, FlagKind>>,
  short: Readonly<Record<string, string>> = {},
): Flags {
  const values = new Map<string, string>();
  const switches = new Set<string>();
  const unsupported: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') break;
    const flag = /^--?([A-Za-z0-9][\w-]{0,100})(?:=(.*))?$/s.exec(word);
    if (flag === null) continue;
    const [, written = '', attached] = flag;
    const name = Object.hasOwn(short, written) ? (short[written] ?? written) : written;
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    const takesValue = kind === 'value' || kind === 'passed-over' || kind === 'refused';
    const value = takesValue && attached === undefined ? words[++at] : attached;
    if (kind === 'value' && value !== undefined) values.set(name, value);
    else if (kind === 'switch') setSwitch(switches, name, value !== 'false');
    else if (kind === 'value') unsupported.push(`The flag --${name} has no value.`);
    else if (kind === undefined)
      unsupported.push(`The flag ${cleanText(word)} is not supported: Orrery does not know it.`);
    else if (kind === 'refused' || (kind === 'refused-switch' && value !== 'false'))
      unsupported.push(`The flag --${name} is not supported: a policy cannot express it.`);
  }
  return { values, switches, unsupported };
}

function setSwitch(switches: Set<string>, name: string, isOn: boolean): void {
  if (isOn) switches.add(name);
  else switches.delete(name);
}
