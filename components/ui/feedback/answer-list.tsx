import { StateIcon } from '#components/ui/state-icon';
import type { Answer } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import { answerText, questionTexts, sourceText } from './answer-text.ts';

/** Each question with the answer of each source. A source that failed hides no other, and does not count as none. */
export function AnswerList({ answers }: { readonly answers: readonly Answer[] }) {
  const groups = [...Map.groupBy(answers, ({ question }) => question)];
  return (
    <dl className="flex flex-col gap-2.5">
      {groups.map(([question, asked]) => (
        <div key={question}>
          <dt className="mb-1 text-muted">{questionTexts[question]}</dt>
          {asked.map((answer) => (
            <AnswerRow key={answer.source} answer={answer} />
          ))}
        </div>
      ))}
    </dl>
  );
}

function AnswerRow({ answer }: { readonly answer: Answer }) {
  const state = answer.state === 'found' ? 'present' : isOpen(answer) ? 'unknown' : 'none';
  return (
    <dd className={`flex gap-2 py-0.5 ${isOpen(answer) ? 'text-warn' : ''}`}>
      <StateIcon state={state} className={isOpen(answer) ? 'mt-px text-warn' : 'mt-px text-muted'} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {sourceText(answer)}: {answerText(answer)}
      </span>
    </dd>
  );
}
