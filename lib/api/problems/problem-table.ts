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
    hint: 'Open Orrery in its own tab. A script sends the header X-Orrery-Request: 1.',
  },
  'token-needed': {
    status: 401,
    title: 'Orrery needs its access token',
    hint: 'Open the address that Orrery printed when it started.',
  },
  'tokens-limited': {
    status: 429,
    title: 'Too many wrong tokens',
    hint: 'Wait a minute, then try again. The correct token always works.',
  },
  'sign-in-needed': {
    status: 401,
    title: 'Sign in to Orrery',
    hint: 'Open Orrery in a browser and sign in. Nothing is lost: you come back to the same page.',
  },
  'sign-in-failed': {
    status: 400,
    title: 'The sign-in did not work',
    hint: 'Begin again on the first page, in the same browser.',
  },
  'sign-in-too-old': {
    status: 403,
    title: 'Sign in again before you delete',
    hint: 'Sign in again, then run the plan: it stays as it is.',
  },
  'role-missing': {
    status: 403,
    title: 'Your role does not allow this',
    hint: 'Your role comes from your groups at the identity provider. Ask the operator of this Orrery for another one.',
  },
  'provider-unavailable': {
    status: 503,
    title: 'The identity provider does not answer',
    hint: 'Try again in a moment. Who is signed in stays signed in for a few minutes.',
  },
  'registry-not-configured': {
    status: 403,
    title: 'This Orrery does not open this registry',
    hint: 'Ask its operator to add the registry to ORRERY_REGISTRIES.',
  },
  'host-unknown': {
    status: 502,
    title: 'No such host',
    hint: 'Check the spelling of the host and the DNS of this machine. If your network uses a proxy, set HTTPS_PROXY.',
  },
  'connection-refused': {
    status: 502,
    title: 'The registry does not answer',
    hint: 'Check that the registry is running and that the port is correct.',
  },
  'tls-failed': {
    status: 502,
    title: 'No secure connection to the registry',
    hint: 'Set "ca" to its CA file in ORRERY_REGISTRIES. If the registry has no TLS, set "plainHttp":true there.',
  },
  timeout: {
    status: 504,
    title: 'The registry is too slow',
    hint: 'Try again. What has loaded stays on the screen.',
  },
  cancelled: {
    status: 499,
    title: 'The request was cancelled',
    hint: 'Try again if you still need the answer.',
  },
  'egress-refused': {
    status: 403,
    title: 'Orrery does not open this address',
    hint: 'Orrery never opens a cloud metadata address, nor a private address that a public registry redirects to. Use the address of the registry itself.',
  },
  'redirect-refused': {
    status: 502,
    title: 'Orrery does not follow this redirect',
    hint: 'The redirect leaves HTTPS or never ends. Tell the operator of the registry.',
  },
  'proxy-failed': {
    status: 502,
    title: 'The proxy refuses the connection',
    hint: 'Check HTTPS_PROXY and HTTP_PROXY. List hosts that need no proxy in NO_PROXY.',
  },
  unauthorized: {
    status: 401,
    title: 'The registry needs you to sign in',
    hint: 'Sign in, or check your user name and password.',
  },
  forbidden: {
    status: 403,
    title: 'The registry refuses this',
    hint: 'Sign in with an account that may do this, or check the name: some registries answer the same for a repository that does not exist.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    hint: 'Check the name and the tag. Some registries hide private repositories until you sign in.',
  },
  'rate-limited': {
    status: 429,
    title: 'The registry limits your requests',
    hint: 'Wait, then try again. Signing in usually raises the limit.',
  },
  'hook-refused': {
    status: 401,
    title: 'This notification is refused',
    hint: 'Make a new token for the registry at /admin?tab=notifications, and give it to the registry.',
  },
  'hooks-limited': {
    status: 429,
    title: 'Too many notifications without a token',
    hint: 'Give the registry its token. A notification with the right token is always taken.',
  },
  'notification-unread': {
    status: 422,
    title: 'This notification cannot be read',
    hint: 'Compare the settings of the registry with those at /admin?tab=notifications.',
  },
  'sign-in-limited': {
    status: 429,
    title: 'Too many sign-ins for this user',
    hint: 'Wait a minute before the next attempt: registries lock accounts after failed sign-ins.',
  },
  'requests-limited': {
    status: 429,
    title: 'You send too many requests',
    hint: 'Wait as long as Retry-After says. A script that waits for each answer stays below the limit.',
  },
  unavailable: {
    status: 502,
    title: 'The registry reports an internal error',
    hint: 'Try again in a moment. If the error stays, tell the operator of the registry.',
  },
  busy: {
    status: 503,
    title: 'Orrery is busy',
    hint: 'Try again in a moment. Orrery answers earlier requests first.',
  },
  refused: {
    status: 409,
    title: 'The registry refuses this change',
    hint: 'Something may still refer to the artifact, or a rule of the registry forbids the change. See the error code of the registry.',
  },
  unsupported: {
    status: 502,
    title: 'This registry does not support this',
    hint: 'The page of the registry lists what it supports.',
  },
  'not-a-registry': {
    status: 502,
    title: 'This host is not a registry',
    hint: 'The host answered with a web page. Check the host and the port.',
  },
  'bad-response': {
    status: 502,
    title: 'The registry sent an invalid response',
    hint: 'Orrery ignored the response. Tell the operator of the registry.',
  },
  'digest-mismatch': {
    status: 502,
    title: 'The content does not match its digest',
    hint: 'Do not use this content: it was damaged or replaced. Try again; if it stays, tell the operator of the registry.',
  },
  'too-large': {
    status: 413,
    title: 'The document is too large to read here',
    hint: 'Orrery ignored it. If you trust the document, download it with another client.',
  },
  incomplete: {
    status: 409,
    title: 'Orrery could not read everything that belongs to this',
    hint: 'Try again in a moment, or add accept=unknown to go ahead with what Orrery could read.',
  },
  'manifest-invalid': {
    status: 422,
    title: 'The manifest cannot be read',
    hint: 'The manifest breaks the OCI image specification. Get its exact bytes from /api/manifest?ref=<reference>.',
  },
  'manifest-ambiguous': {
    status: 422,
    title: 'The manifest contradicts itself',
    hint: 'Do not trust it: two programs can read it in two ways.',
  },
  'layout-invalid': {
    status: 422,
    title: 'This is not an OCI image layout',
    hint: 'A layout is a folder with oci-layout, index.json and blobs, or a tar archive of such a folder.',
  },
  'files-unreadable': {
    status: 422,
    title: 'Orrery cannot list the files in it',
    hint: 'Download it and open it with the tool that made it.',
  },
  'upload-mismatch': {
    status: 400,
    title: 'The upload was damaged on the way',
    hint: 'Orrery discarded it. Upload the file again.',
  },
  'uploads-limited': {
    status: 429,
    title: 'Too many uploaded files',
    hint: 'Delete one that you no longer need, or wait: Orrery removes uploads after a day.',
  },
  'questions-limited': {
    status: 409,
    title: 'You have saved as many questions as there is room for',
    hint: 'Delete a question that nobody needs any more, then save this one.',
  },
  'question-changed': {
    status: 409,
    title: 'This question was changed meanwhile',
    hint: 'Nothing was saved. Look at the question as it is now, then save again to replace it.',
  },
  'keys-limited': {
    status: 429,
    title: 'Too many wrong keys',
    hint: 'Wait a minute, then try again. The right key always works; who saved the question can make another one.',
  },
  'owner-away': {
    status: 403,
    title: 'This key rests until its owner comes back',
    hint: 'The person who saved the question opens Orrery once, then the key works again. Or somebody else saves the question and makes a key.',
  },
  'webhook-refused': {
    status: 400,
    title: 'Orrery sends nothing to this address',
    hint: 'Name a public address with https. The operator of this Orrery names others in ORRERY_WEBHOOKS.',
  },
  'audits-limited': {
    status: 507,
    title: 'Too many saved audits',
    hint: 'Delete saved audits that you no longer need.',
  },
  'audit-damaged': {
    status: 500,
    title: 'This saved audit cannot be read',
    hint: 'Delete it, or restore its file from a backup of the data folder.',
  },
  'disk-full': {
    status: 507,
    title: 'The disk of Orrery is full',
    hint: 'Free some space in the folder ORRERY_DATA_DIR, or set another folder.',
  },
  'read-only': {
    status: 403,
    title: 'Orrery is read-only',
    hint: 'To allow changes, start Orrery with ORRERY_READ_ONLY=off.',
  },
  'plan-outdated': {
    status: 409,
    title: 'The registry has changed since the plan was made',
    hint: 'No step ran after that. Make a new plan from what is there now.',
  },
  'plan-expired': {
    status: 409,
    title: 'The plan has expired',
    hint: 'Make a new plan: a plan can start within half an hour.',
  },
  'plan-blocked': {
    status: 409,
    title: 'This plan is blocked',
    hint: 'Make a new plan: accept what you can there, and change the rest.',
  },
  'confirmation-missing': {
    status: 409,
    title: 'The plan needs your confirmation',
    hint: 'Send {"confirm":"…"} with the exact text in the field "confirm" of the plan.',
  },
  'too-many-changes': {
    status: 429,
    title: 'Too many changes at once',
    hint: 'Wait until a running change ends, then try again.',
  },
  'audit-unwritable': {
    status: 503,
    title: 'Orrery cannot write the audit log',
    hint: 'Orrery changes nothing without it. Free some space on the disk of the data folder, then run the plan again.',
  },
  'journal-unwritable': {
    status: 503,
    title: 'Orrery cannot open its journal of changes',
    hint: 'Orrery changes nothing without it. Make sure that the data folder exists and is writable, then restart Orrery.',
  },
  'store-unavailable': {
    status: 503,
    title: 'The database of Orrery does not answer',
    hint: 'Try again in a moment. Nothing is changed meanwhile; a run that stopped can be resumed.',
  },
  'replica-gone': {
    status: 410,
    title: 'The replica that held this has ended',
    hint: 'Upload the file again.',
  },
  'replica-unreachable': {
    status: 503,
    title: 'Another replica does not answer',
    hint: 'Try again in a moment. If it stays, ask the operator of this Orrery to check ORRERY_INTERNAL_ADDRESS.',
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
