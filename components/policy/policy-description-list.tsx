import { Section } from '#components/ui/field-list';
import type {
  DescribedPolicy,
  DescribedStatement,
  PolicyDescription,
} from '#lib/graph/verification/policy-description';
import { shorten } from '#lib/text/untrusted-text';

type PolicyDescriptionListProps = {
  readonly description: PolicyDescription;
  /** Stands where there is no policy. */
  readonly empty: string;
};

/** What policies mean: about which images each is, whom each authority trusts, and what of them is not supported. */
export function PolicyDescriptionList({ description, empty }: PolicyDescriptionListProps) {
  const { policies, statements, problems } = description;
  return (
    <div className="flex flex-col gap-3">
      {policies.length + statements.length === 0 ? <p className="text-muted">{empty}</p> : null}
      {policies.map((policy) => (
        <Policy key={`${policy.source} ${policy.name}`} policy={policy} />
      ))}
      {statements.map((statement) => (
        <Statement key={`${statement.source} ${statement.name}`} statement={statement} />
      ))}
      <Material description={description} />
      {problems.length === 0 ? null : (
        <ul
          aria-label="Problems of the policy"
          className="flex flex-col gap-1 rounded-md border border-line border-l-3 border-l-warn bg-sunken px-3 py-2"
        >
          {problems.map((problem) => (
            <li key={problem} className="[overflow-wrap:anywhere]">
              {shorten(problem)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const card = 'rounded-lg border border-line-strong bg-raised px-3.5 py-3';

function Policy({
  policy: { name, images, mode, applies, authorities, unsupported },
}: {
  readonly policy: DescribedPolicy;
}) {
  return (
    <article aria-label={shorten(name)} className={card}>
      <CardHead name={name} applies={applies} note={mode === 'warn' ? 'only warns' : undefined} />
      <Globs words="For images that match" globs={images} />
      <ul aria-label="Authorities" className="mt-2 flex flex-col gap-1.5">
        {authorities.map((authority) => (
          <li key={authority.name} className="[overflow-wrap:anywhere]">
            <strong className="font-semibold">{shorten(authority.name)}</strong>{' '}
            <span className="text-muted">{shorten(authority.says)}</span>
            <Unsupported sentences={authority.unsupported} />
          </li>
        ))}
      </ul>
      <Unsupported sentences={unsupported} />
    </article>
  );
}

function Statement({
  statement: { name, scopes, applies, says },
}: {
  readonly statement: DescribedStatement;
}) {
  return (
    <article aria-label={shorten(name)} className={card}>
      <CardHead name={name} applies={applies} note="notation" />
      <Globs words="For repositories" globs={scopes} />
      <p className="mt-2 text-muted [overflow-wrap:anywhere]">{shorten(says)}</p>
    </article>
  );
}

type CardHeadProps = {
  readonly name: string;
  readonly applies: boolean | undefined;
  readonly note: string | undefined;
};

function CardHead({ name, applies, note }: CardHeadProps) {
  return (
    <h3 className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-lg font-semibold [overflow-wrap:anywhere]">{shorten(name)}</span>
      {note === undefined ? null : <span className="text-sm text-muted">{note}</span>}
      {applies === undefined ? null : (
        <span className={applies ? 'text-sm text-ok' : 'text-sm text-muted'}>
          {applies ? 'applies here' : 'does not apply here'}
        </span>
      )}
    </h3>
  );
}

function Globs({ words, globs }: { readonly words: string; readonly globs: readonly string[] }) {
  if (globs.length === 0) return null;
  return (
    <p className="text-muted [overflow-wrap:anywhere]">
      {words} <code className="font-mono">{globs.map(shorten).join(', ')}</code>
    </p>
  );
}

function Unsupported({ sentences }: { readonly sentences: readonly string[] }) {
  return sentences.map((sentence) => (
    <p key={sentence} className="mt-1 text-warn [overflow-wrap:anywhere]">
      {shorten(sentence)}
    </p>
  ));
}

/** Roots, keys and stores that policies name. */
function Material({ description: { roots, keys, stores } }: { readonly description: PolicyDescription }) {
  if (roots.length + keys.length + stores.length === 0) return null;
  return (
    <Section title="Keys, roots and trust stores">
      <ul className="flex flex-col gap-1 text-muted">
        {roots.map(({ name, date }) => (
          <li key={`root ${name}`} className="[overflow-wrap:anywhere]">
            Trusted root <strong className="font-semibold text-text">{shorten(name)}</strong>
            {date === undefined ? '' : `, built in, of ${date}`}
          </li>
        ))}
        {keys.map(({ name, fingerprint }) => (
          <li key={`key ${name}`} className="[overflow-wrap:anywhere]">
            Key <strong className="font-semibold text-text">{shorten(name)}</strong>, SHA-256{' '}
            <code className="font-mono">{fingerprint.slice(0, 16)}…</code>
          </li>
        ))}
        {stores.map(({ name, certificates }) => (
          <li key={`store ${name}`} className="[overflow-wrap:anywhere]">
            Trust store <strong className="font-semibold text-text">{shorten(name)}</strong>, {certificates}{' '}
            {certificates === 1 ? 'certificate' : 'certificates'}
          </li>
        ))}
      </ul>
    </Section>
  );
}
