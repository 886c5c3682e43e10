import { Field, FieldList } from '#components/ui/field-list';
import type { ImageConfig } from '#lib/formats/image-config';
import { formatPlatform } from '#lib/oci/platform';
import { quoteArgument } from '#lib/text/quote-argument';
import { shorten } from '#lib/text/untrusted-text';

/** How an image is run, as its config says. */
export function ImageConfigFields({ config }: { readonly config: ImageConfig }) {
  const { entrypoint, command, environment, ports, volumes, platform, healthcheck } = config;
  return (
    <div className="flex flex-col gap-5">
      <FieldList>
        {platform === undefined ? null : <Field name="Platform">{shorten(formatPlatform(platform))}</Field>}
        <Field name="Entrypoint">
          <Words words={entrypoint} none="none" />
        </Field>
        <Field name="Command">
          <Words words={command} none="none" />
        </Field>
        <Field name="User">{config.user === undefined ? 'root (default)' : shorten(config.user)}</Field>
        <Field name="Directory">
          <code className="font-mono break-all">{shorten(config.workingDirectory ?? '/')}</code>
        </Field>
        <Field name="Ports">{ports.length === 0 ? 'none declared' : shorten(ports.join(', '))}</Field>
        {volumes.length === 0 ? null : <Field name="Volumes">{shorten(volumes.join(', '))}</Field>}
        {healthcheck.length === 0 ? null : (
          <Field name="Health check">
            <Words words={healthcheck} none="none" />
          </Field>
        )}
        {config.stopSignal === undefined ? null : (
          <Field name="Stop signal">{shorten(config.stopSignal)}</Field>
        )}
        {config.author === undefined ? null : <Field name="Author">{shorten(config.author)}</Field>}
        {config.created === undefined ? null : <Field name="Built">{shorten(config.created)}</Field>}
      </FieldList>
      <Environment variables={environment} />
    </div>
  );
}

function Words({ words, none }: { readonly words: readonly string[]; readonly none: string }) {
  if (words.length === 0) return <span className="text-muted">{none}</span>;
  return (
    <code className="font-mono [overflow-wrap:anywhere]">{shorten(words.map(quoteArgument).join(' '))}</code>
  );
}

const shownMax = 200;

function Environment({ variables }: { readonly variables: ImageConfig['environment'] }) {
  if (variables.length === 0) return null;
  // The last value of a name counts.
  const last = new Map(variables.map(({ name, value }) => [name, value]));
  return (
    <table className="w-full table-fixed text-left">
      <caption className="mb-1.5 text-left text-muted">Environment</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody className="font-mono text-sm">
        {[...last].slice(0, shownMax).map(([name, value]) => (
          <tr key={name} className="border-t border-line align-top">
            <th scope="row" className="w-2/5 py-1 pr-3 font-normal break-all text-muted">
              {shorten(name)}
            </th>
            <td className="py-1 [overflow-wrap:anywhere]">{shorten(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
