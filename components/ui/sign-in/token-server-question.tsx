import { Button } from '#components/ui/button';

type TokenServerQuestionProps = {
  readonly registry: string;
  /** Origin of the server that the registry sends people to. */
  readonly tokenServer: string;
  readonly isPending: boolean;
  readonly onAllow: () => void;
  readonly onCancel: () => void;
};

/** Asks whether a password may go to a host that does not belong to the registry. */
export function TokenServerQuestion(props: TokenServerQuestionProps) {
  const { registry, tokenServer, isPending, onAllow, onCancel } = props;
  const { host, protocol } = new URL(tokenServer);
  return (
    <div className="flex flex-col gap-3">
      <p role="alert" className="rounded-md border-l-3 border-l-warn bg-sunken px-3 py-2.5 break-words">
        {registry} sends you to sign in at <strong className="font-semibold">{host}</strong>. Send your
        password there?
        {protocol === 'http:' ? ' The connection to it is not encrypted.' : null}
      </p>
      <p className="text-muted">
        Orrery remembers your answer until you sign out or this browser session ends.
      </p>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button look="primary" disabled={isPending} onClick={onAllow}>
          {isPending ? 'Checking…' : 'Send it there'}
        </Button>
      </div>
    </div>
  );
}
