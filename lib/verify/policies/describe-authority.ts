import { cleanText } from '#lib/text/untrusted-text';
import type { Authority, Demands, Identity, NamedRoot } from '#lib/verify/policy';

/** What an authority asks for, in one sentence. */
export function describeAuthority({ trust, attestations, formats }: Authority): string {
  const types = attestations.map(({ predicateType }) => cleanText(predicateType));
  const what =
    types.length === 0 ? 'A signature' : `A statement of the type ${types.join(', and one of the type ')}`;
  const form =
    formats.length === 1 ? (formats[0] === 'bundle' ? ' as a bundle' : ' in the older form of cosign') : '';
  switch (trust.by) {
    case 'key':
      return `${what}${form} by the key ${cleanText(trust.key.name)}${asked(trust.demands)}.`;
    case 'keyless':
      return `${what}${form} with a certificate of ${trust.identities.map(describeIdentity).join(' or ')}, proven by the trusted root ${rootText(trust.root)}${asked(trust.demands)}.`;
    case 'notation':
      return `A signature that the statement ${cleanText(trust.trustPolicy)} of the notation trust policy accepts.`;
    case 'nothing':
      return 'Nobody: Orrery does not support this authority.';
    default:
      return trust satisfies never;
  }
}

function describeIdentity({
  issuer,
  issuerRegExp,
  subject,
  subjectRegExp,
  extensions = {},
}: Identity): string {
  const who =
    subject === undefined
      ? subjectRegExp === undefined
        ? 'anyone'
        : `anyone who fits ${cleanText(subjectRegExp, 300)}`
      : cleanText(subject, 300);
  const by = issuer === undefined ? `who fits ${cleanText(issuerRegExp ?? '')}` : cleanText(issuer, 300);
  const claims = Object.entries(extensions).map(([name, value]) => `${name} ${cleanText(value, 300)}`);
  return `${who} (vouched for by ${[by, ...claims].join(', ')})`;
}

function rootText({ name, date }: NamedRoot): string {
  return date === undefined ? cleanText(name) : `${cleanText(name)} of ${date}`;
}

function asked({ log, timestamp }: Demands): string {
  const parts = [
    ...(typeof log === 'object' ? ['a log entry'] : []),
    ...(timestamp === undefined ? [] : ['a time stamp']),
  ];
  if (parts.length > 0) return `, with ${parts.join(' and ')}`;
  return log === 'none' ? ', also without a log entry' : '';
}
