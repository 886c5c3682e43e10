import type { ChangeTarget } from '#components/changes/request/change-target.ts';

/** What every form is given. */
export type FormProps = {
  readonly target: ChangeTarget;
  readonly onClose: () => void;
  readonly onPlanned: (id: string) => void;
};
