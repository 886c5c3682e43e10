import { expect, test } from 'vitest';
import { auditCommand } from './audit-command.ts';

test('the command asks what the page asks, and its exit code is the verdict', () => {
  expect(
    auditCommand('http://localhost:3000', { ref: 'a.test/app', require: 'signature:valid,sbom' }, true),
  ).toBe(
    'curl --fail-with-body -sS -G http://localhost:3000/api/audit -H "authorization: Bearer $TOKEN" --data-urlencode ref=a.test/app --data-urlencode require=signature:valid,sbom -d gate=1',
  );
});

test('what a shell would read is quoted', () => {
  const command = auditCommand('http://localhost:3000', { ref: 'a.test/app', policy: "a'$(rm)" }, false);
  expect(command).toContain(`--data-urlencode 'policy=a'\\''$(rm)'`);
  expect(command).not.toContain('gate');
});
