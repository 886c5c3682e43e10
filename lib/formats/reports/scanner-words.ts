/** `Trivy 0.60.0`, or the name alone. */
export function withVersion(name: string, version: string | undefined): string {
  return version === undefined ? name : `${name} ${version}`;
}

/** `1.2.3, 2.0.1` as its versions; words for "there is none" are no versions. */
export function splitVersions(text: string | undefined): readonly string[] {
  return (text ?? '')
    .slice(0, 1000)
    .split(/[,;|]| or /)
    .map((version) => version.trim())
    .filter((version) => version !== '' && !/^(?:none|not fixed|unknown|n\/a|-|<0\.0\.0)$/i.test(version));
}

/** The version in `Upgrade openssl to version 3.0.2`, as GitLab and CycloneDX carry it. */
export function versionsInAdvice(advice: string | undefined): readonly string[] {
  const [, versions] =
    /\b(?:to|in)(?: version)? (\d[^\s,]{0,200}(?:, \d[^\s,]{0,100}){0,8})/.exec(
      (advice ?? '').slice(0, 600),
    ) ?? [];
  return splitVersions(versions?.replace(/[.,]+$/, ''));
}

/** The first line of a text, or its first sentence where that is shorter; undefined for nothing. */
export function firstLine(text: string | undefined): string | undefined {
  const line = text
    ?.slice(0, 300)
    .split(/\n|(?<=[a-z)]\.) /, 1)[0]
    ?.trim();
  return line === '' ? undefined : line;
}

/** The page of a database about an id; undefined for an id that is no plain word. */
export function pageOf(database: string, id: string | undefined): string | undefined {
  return id !== undefined && /^[\w.:-]{1,100}$/.test(id) ? `${database}${encodeURIComponent(id)}` : undefined;
}
