'use client';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button';
import { Checkbox, inputClass } from '#components/ui/fields';
import { retentionLimits } from '#lib/retention/limits';
import type { RetentionRules } from '#lib/retention/retention-rules';
import { NumberField } from './number-field.tsx';

type RetentionFormProps = {
  readonly rules: RetentionRules;
  readonly onChange: (rules: RetentionRules) => void;
};

type NewestRule = RetentionRules['newest'][number];

/** The rules of what is kept, as a person sets them. */
export function RetentionForm({ rules, onChange }: RetentionFormProps) {
  const { newest, stack, youngerDays, isSignedKept } = rules;
  const change = (part: Partial<RetentionRules>) => onChange({ ...rules, ...part });
  const withRule = (at: number, rule: NewestRule) =>
    change({ newest: newest.map((one, place) => (place === at ? rule : one)) });
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-2 border-0 p-0">
      <legend className="sr-only">Keep</legend>
      {newest.map((rule, at) => (
        <NewestFields
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name but their place
          key={at}
          number={at + 1}
          rule={rule}
          onChange={(next) => withRule(at, next)}
          onRemove={() => change({ newest: newest.filter((_, place) => place !== at) })}
        />
      ))}
      <div>
        <Button onClick={() => change({ newest: [...newest, { count: 10, pattern: '*' }] })}>
          <Plus size={14} aria-hidden="true" /> Add a tag pattern
        </Button>
      </div>
      <OptionalNumber
        name="Keep what is younger than"
        unit="days"
        value={youngerDays}
        first={30}
        max={retentionLimits.daysMax}
        onChange={(value) => onChange(withOptional(rules, 'youngerDays', value))}
      />
      <OptionalNumber
        name="For each artifact, keep the newest"
        unit="attachments of each kind and tool"
        value={stack}
        first={7}
        max={retentionLimits.countMax}
        onChange={(value) => onChange(withOptional(rules, 'stack', value === 0 ? 1 : value))}
      />
      <Checkbox isOn={isSignedKept} onChange={(isOn) => change({ isSignedKept: isOn })}>
        Keep signed artifacts, also where the signature is unknown
      </Checkbox>
      <p className="text-sm text-muted">
        Artifacts that another tag or a kept index needs always stay, and so do artifacts without a date.
      </p>
    </fieldset>
  );
}

type NewestFieldsProps = {
  /** The place of the rule, from 1. */
  readonly number: number;
  readonly rule: NewestRule;
  readonly onChange: (rule: NewestRule) => void;
  readonly onRemove: () => void;
};

function NewestFields({ number, rule, onChange, onRemove }: NewestFieldsProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="w-28 text-muted">Keep the newest</span>
      <NumberField
        label={`Newest, rule ${number}`}
        value={rule.count}
        max={retentionLimits.countMax}
        onChange={(count) => onChange({ ...rule, count })}
      />
      <span className="text-muted">with a tag that matches</span>
      <input
        aria-label={`Tag pattern, rule ${number}`}
        value={rule.pattern}
        onChange={(event) =>
          onChange({ ...rule, pattern: event.target.value.replace(/[^\w.*-]/g, '') || '*' })
        }
        maxLength={retentionLimits.patternMaxCharacters}
        spellCheck={false}
        autoCapitalize="none"
        className={`${inputClass} w-40 font-mono text-sm`}
      />
      <IconButton label={`Remove rule ${number}`} onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function withOptional(
  { youngerDays, stack, ...rest }: RetentionRules,
  name: 'youngerDays' | 'stack',
  value: number | undefined,
): RetentionRules {
  const both = { youngerDays, stack, [name]: value };
  return {
    ...rest,
    ...(both.youngerDays === undefined ? {} : { youngerDays: both.youngerDays }),
    ...(both.stack === undefined ? {} : { stack: both.stack }),
  };
}

type OptionalNumberProps = {
  readonly name: string;
  readonly unit: string;
  readonly value: number | undefined;
  /** What it is when it is switched on. */
  readonly first: number;
  readonly max: number;
  readonly onChange: (value: number | undefined) => void;
};

function OptionalNumber({ name, unit, value, first, max, onChange }: OptionalNumberProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Checkbox isOn={value !== undefined} onChange={(isOn) => onChange(isOn ? first : undefined)}>
        {name}
      </Checkbox>
      {value === undefined ? null : <NumberField label={name} value={value} max={max} onChange={onChange} />}
      <span className="text-muted">{value === undefined ? `${first} ${unit}` : unit}</span>
    </div>
  );
}
