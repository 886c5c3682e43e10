import type { ReactNode } from 'react';
import { Header } from '#components/shell/header';
import { buttonClass } from '#components/ui/button';
import { problemCauses } from '#lib/api/problems/problem-causes';
import type { ProblemCode } from '#lib/api/problems/problem-code';
import { problemCodes } from '#lib/api/problems/problem-code';
import { problems } from '#lib/api/problems/problem-table';

/** The page that the `type` of a problem leads to: what happened, why, and what to do. */
export function ProblemPage({ code }: { readonly code: ProblemCode }) {
  const { title, hint, status } = problems[code];
  return (
    <Page>
      <p className="mb-1 text-sm text-muted">
        <a href="/docs/problems" className="underline underline-offset-2">
          Problems
        </a>
      </p>
      <h1 className="text-2xl font-semibold">{title}</h1>
      <Section title="Why it happens">{problemCauses[code]}</Section>
      <Section title="What to do">{hint}</Section>
      <Section title="For scripts">
        <code className="font-mono text-sm">code</code> is <code className="font-mono text-sm">{code}</code>,
        and the HTTP status is {status}. The <code className="font-mono text-sm">detail</code> of the answer
        says what happened in this case.
      </Section>
      <p className="mt-7">
        <a href="/" className={buttonClass('primary')}>
          Home
        </a>
      </p>
    </Page>
  );
}

/** Every problem that Orrery knows, each with the link to its page. */
export function ProblemIndex() {
  return (
    <Page>
      <h1 className="text-2xl font-semibold">Problems</h1>
      <p className="mt-2 mb-5 text-muted">Every error message of Orrery, why it appears, and what to do.</p>
      <ul className="divide-y divide-line border-y border-line">
        {problemCodes.map((code) => (
          <li key={code}>
            <a
              href={`/docs/problems/${code}`}
              className="flex flex-wrap items-baseline gap-x-3 px-1 py-2 hover:bg-sunken"
            >
              <span className="grow">{problems[code].title}</span>
              <span className="font-mono text-sm text-faint">{code}</span>
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Page({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header />
      <main className="mx-auto w-full max-w-2xl px-4 pt-[9vh] pb-16">{children}</main>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mt-6 mb-1 text-xs font-semibold tracking-[0.6px] text-faint uppercase">{title}</h2>
      <p className="max-w-prose">{children}</p>
    </section>
  );
}
