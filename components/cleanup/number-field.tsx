'use client';
import { inputClass } from '#components/ui/fields';

type NumberFieldProps = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
};

/** A whole number from nothing up to a most. */
export function NumberField({ label, value, max, onChange }: NumberFieldProps) {
  return (
    <input
      type="number"
      aria-label={label}
      min={0}
      max={max}
      value={value}
      onChange={(event) => {
        const number = Math.floor(Number(event.target.value));
        onChange(Number.isFinite(number) ? Math.min(max, Math.max(0, number)) : 0);
      }}
      className={`${inputClass} w-20 tabular-nums`}
    />
  );
}
