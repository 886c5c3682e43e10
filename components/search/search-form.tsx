'use client';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { SelectField, TextField } from '#components/ui/fields';
import type { SearchedKind } from './search-words.ts';
import { offeredKinds, readSearchKind, searchWords } from './search-words.ts';

/** What the fields hold; `below` counts for packages only. */
export type SearchFields = {
  readonly text: string;
  readonly kind: SearchedKind;
  readonly below: string;
};

type SearchFormProps = {
  /** What the address names. */
  readonly asked: SearchFields;
  readonly onSearch: (fields: SearchFields) => void;
};

/** The fields of a search; Enter or the button searches. */
export function SearchForm({ asked, onSearch }: SearchFormProps) {
  const [typed, setTyped] = useState({ of: asked, fields: asked });
  // What the address says holds when somebody goes back.
  if (JSON.stringify(typed.of) !== JSON.stringify(asked)) setTyped({ of: asked, fields: asked });
  const { fields } = typed;
  const set = (change: Partial<SearchFields>) => setTyped({ of: asked, fields: { ...fields, ...change } });
  return (
    <search aria-label="Inventory" className="border-b border-line px-4 py-3">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (fields.text.trim() !== '')
            onSearch({ ...fields, text: fields.text.trim(), below: fields.below.trim() });
        }}
        className="flex flex-wrap items-end gap-x-3 gap-y-2"
      >
        <div className="w-44 max-sm:w-full">
          <SelectField
            name="Search for"
            value={fields.kind}
            onChange={(kind) => set({ kind: readSearchKind(kind) })}
            options={offeredKinds}
          />
        </div>
        <div className="min-w-0 grow basis-64">
          <TextField
            name="Name or a part of it"
            value={fields.text}
            onChange={(text) => set({ text })}
            input={{ type: 'search', placeholder: searchWords[fields.kind].example, maxLength: 400 }}
          />
        </div>
        {fields.kind === 'package' ? (
          <div className="w-44 max-sm:grow">
            <TextField
              name="Only versions below"
              value={fields.below}
              onChange={(below) => set({ below })}
              input={{ placeholder: '2.17.0', maxLength: 200 }}
            />
          </div>
        ) : null}
        <Button type="submit" look="primary">
          <Search size={14} aria-hidden="true" /> Search
        </Button>
      </form>
    </search>
  );
}
