import type { Problem, ProblemCase, ProblemRow } from '#lib/api/problems/problem';
import { clientProblems, formProblem } from '#lib/api/problems/problem';
import type { ProblemCode } from '#lib/api/problems/problem-code';

/** Everything that can go wrong, as a person meets it: a new failure is one code, and one row here. */
export const problems = {
  'reference-invalid': {
    status: 400,
    title: 'This is not a reference',
    hint: 'Write host/name:tag, for example ghcr.io/org/app:1.2.',
  },
  'digest-invalid': {
    status: 400,
    title: 'This is not a digest',
    hint: 'A digest looks like sha256: followed by 64 hexadecimal digits.',
  },
  'request-invalid': {
    status: 400,
    title: 'The request cannot be understood',
    hint: 'Check the parameters against /api/openapi.json.',
  },
  'origin-refused': {
    status: 403,
    title: 'The request came from another site',
    hint: 'Use Orrery in its own window, or send X-Orrery-Request: 1 from a script.',
  },
  'token-needed': {
    status: 401,
    title: 'Orrery asks for its token',
    hint: 'Open the address that Orrery printed when it started.',
  },
  'tokens-limited': {
    status: 429,
    title: 'Too many wrong tokens',
    hint: 'Wait a minute. The right token is accepted at any time.',
  },
  'host-unknown': {
    status: 502,
    title: 'No such host',
    hint: 'Check the spelling of the registry, and that this machine can resolve it. Where hosts are reached through a proxy, name it in HTTPS_PROXY.',
  },
  'connection-refused': {
    status: 502,
    title: 'The registry does not answer',
    hint: 'Is it running, and is the port right?',
  },
  'tls-failed': {
    status: 502,
    title: 'No secure connection to the registry',
    hint: 'Give its CA file as "ca" in ORRERY_REGISTRIES, or set "plainHttp":true there if it has no TLS.',
  },
  timeout: {
    status: 504,
    title: 'The registry is too slow',
    hint: 'Ask again; what did load stays on the screen.',
  },
  cancelled: { status: 499, title: 'The request was cancelled', hint: 'Ask again when you need the answer.' },
  'egress-refused': {
    status: 403,
    title: 'This address is closed',
    hint: 'Cloud metadata addresses, and private addresses that a public registry points to, are never opened.',
  },
  'redirect-refused': {
    status: 502,
    title: 'The registry sent us somewhere we do not follow',
    hint: 'Its redirect leaves https or leads in circles; tell whoever runs it.',
  },
  'proxy-failed': {
    status: 502,
    title: 'The proxy does not let us through',
    hint: 'Check HTTPS_PROXY and HTTP_PROXY, which name the proxy, and NO_PROXY, which names the hosts to ask directly.',
  },
  unauthorized: {
    status: 401,
    title: 'The registry asks who you are',
    hint: 'Sign in to this registry, or check the user name and password.',
  },
  forbidden: {
    status: 403,
    title: 'The registry refuses this',
    hint: 'Your account has no right to it, or it does not exist.',
  },
  'not-found': {
    status: 404,
    title: 'It is not there',
    hint: 'Check name and tag; on some registries a private repository looks like a missing one until you sign in.',
  },
  'rate-limited': {
    status: 429,
    title: 'The registry asks us to wait',
    hint: 'Signing in usually raises the limit.',
  },
  'sign-in-limited': {
    status: 429,
    title: 'Too many sign-ins for this user',
    hint: 'Wait a little: registries lock accounts whose password is guessed at.',
  },
  unavailable: {
    status: 502,
    title: 'The registry has a fault',
    hint: 'Ask again in a moment; if it stays, tell whoever runs the registry.',
  },
  busy: {
    status: 503,
    title: 'Orrery is busy',
    hint: 'Try again in a moment: requests that came before yours are answered first.',
  },
  refused: {
    status: 409,
    title: 'The registry refuses this change',
    hint: 'Something else may still refer to it, or the registry has a rule against it; its own code says more.',
  },
  unsupported: {
    status: 502,
    title: 'This registry cannot do that',
    hint: 'See the registry page for what it can do.',
  },
  'not-a-registry': {
    status: 502,
    title: 'This host is not a registry',
    hint: 'It answered with a web page. Check the host and the port.',
  },
  'bad-response': {
    status: 502,
    title: 'The registry gave an answer that breaks the rules',
    hint: 'Nothing of it was used; tell whoever runs the registry.',
  },
  'digest-mismatch': {
    status: 502,
    title: 'The bytes do not have the digest that names them',
    hint: 'Do not use this content: it was damaged or changed on the way.',
  },
  'too-large': {
    status: 413,
    title: 'The document is too large to be read here',
    hint: 'Nothing of it was used. Where you trust it, fetch it with another client.',
  },
  incomplete: {
    status: 409,
    title: 'Not everything that belongs to this is known',
    hint: 'Ask again in a moment, or add accept=unknown to take what is known.',
  },
  'manifest-invalid': {
    status: 422,
    title: 'The manifest cannot be read',
    hint: 'It breaks the OCI image specification. Its exact bytes: /api/manifest?ref= and the reference.',
  },
  'manifest-ambiguous': {
    status: 422,
    title: 'The manifest contradicts itself',
    hint: 'Treat it as hostile: it can be read in two ways.',
  },
  'layout-invalid': {
    status: 422,
    title: 'This is not an OCI image layout',
    hint: 'A layout is a folder with oci-layout, index.json and blobs, or a tar archive of one.',
  },
  'files-unreadable': {
    status: 422,
    title: 'The files in it cannot be listed',
    hint: 'Download it and look at it with the tool that made it.',
  },
  'upload-mismatch': {
    status: 400,
    title: 'The file did not arrive as it was sent',
    hint: 'Nothing of it was kept; upload it again.',
  },
  'uploads-limited': {
    status: 429,
    title: 'Too many uploaded files',
    hint: 'Delete one that is no longer needed, or wait: they are kept for a day.',
  },
  'audits-limited': {
    status: 507,
    title: 'Too many saved audits',
    hint: 'Delete some that are no longer needed.',
  },
  'audit-damaged': {
    status: 500,
    title: 'This saved audit cannot be read',
    hint: 'Delete it, or put its file back from a copy of the data folder.',
  },
  'disk-full': {
    status: 507,
    title: 'The disk of Orrery is full',
    hint: 'Make room where ORRERY_DATA_DIR lies, or name another folder.',
  },
  'read-only': {
    status: 403,
    title: 'This Orrery changes nothing',
    hint: 'It was started with ORRERY_READ_ONLY=on; whoever runs it can start it without.',
  },
  'plan-outdated': {
    status: 409,
    title: 'The plan no longer fits what is there',
    hint: 'Nothing was changed since. Make the plan again: it will show what is there now.',
  },
  'plan-expired': {
    status: 409,
    title: 'The plan is too old',
    hint: 'Make it again: a plan can be started for half an hour.',
  },
  'plan-blocked': {
    status: 409,
    title: 'Something stands against this plan',
    hint: 'Accept what you can in a new plan, and change what cannot be accepted.',
  },
  'confirmation-missing': {
    status: 409,
    title: 'The plan was not confirmed',
    hint: 'Send {"confirm":"…"} with exactly the text that the plan names under "confirm".',
  },
  'too-many-changes': {
    status: 429,
    title: 'Too many changes at once',
    hint: 'Wait a little; what is running continues.',
  },
  'audit-unwritable': {
    status: 503,
    title: 'The audit log cannot be written',
    hint: 'Nothing is changed without it: make room on the disk of the data folder, then run the plan again.',
  },
  'journal-unwritable': {
    status: 503,
    title: 'The journal of changes cannot be used',
    hint: 'Nothing is changed without it: see that the data folder is there and can be written, then start Orrery again.',
  },
  ...clientProblems,
} as const satisfies Record<ProblemCode, ProblemRow>;

/** The problem of a code; `detail` is the sentence for this one case. */
export function makeProblem(
  code: ProblemCode,
  detail: string,
  context: Omit<ProblemCase, 'detail'>,
): Problem {
  return formProblem(code, problems[code], { detail, ...context });
}
