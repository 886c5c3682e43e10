import type { ProblemCode } from './problem-code.ts';

/**
 * Why a problem comes up, in one or two sentences for the page about it. Apart from the table, which every screen that
 * shows a problem loads.
 */
export const problemCauses: Readonly<Record<ProblemCode, string>> = {
  'reference-invalid':
    'A reference is a host, a repository in lower case, and a tag or a digest. The text has another form.',
  'digest-invalid': 'The text after @ is not an algorithm, a colon and a hash. Copy the whole digest.',
  'request-invalid': 'A parameter or a field of the body is missing, unknown or invalid.',
  'origin-refused':
    'Another website, or a page on another port, sent the request. Orrery only answers its own pages, and scripts that send a header of its own.',
  'token-needed':
    'The token keeps other users of this machine out. The browser sent no cookie, or the script sent no Authorization header.',
  'tokens-limited': 'Too many wrong tokens arrived within a minute, which looks like guessing.',
  'sign-in-needed': 'You are not signed in, or your session has ended.',
  'sign-in-failed':
    'The identity provider refused the sign-in, it took too long, or it was begun in another browser.',
  'sign-in-too-old':
    'A deletion cannot be taken back, so the person must have signed in within the last half an hour.',
  'role-missing':
    'The operator gives each group a role, perhaps for some repositories only, and none of yours goes so far here.',
  'provider-unavailable':
    'Orrery asks the identity provider when somebody signs in, and every ten minutes whether they still may.',
  'registry-not-configured':
    'An Orrery for a team opens the registries that its operator names, and no files of its own machine.',
  'host-unknown': 'DNS has no address for this host: the name is misspelt, or only another network knows it.',
  'connection-refused': 'The host exists, but nothing listens on this port.',
  'tls-failed':
    'This machine does not trust the certificate of the registry, the certificate is for another name, or the registry speaks plain HTTP.',
  timeout: 'The registry did not answer within the time limit of one request.',
  cancelled: 'The browser or script closed the connection before the answer was ready.',
  'egress-refused':
    'The host resolves to a cloud metadata address, or a public registry redirected into a private network.',
  'redirect-refused': 'The registry redirected to an address without TLS, or redirected too often.',
  'proxy-failed': 'Requests go through a proxy. The proxy refused this host, or it does not answer.',
  unauthorized:
    'The registry serves this only to signed-in users, or it rejected the user name and password.',
  forbidden: 'You are signed in, and this account lacks the permission.',
  'not-found':
    'The registry has no repository, tag or digest of this name, or it hides it from your account.',
  'rate-limited': 'The registry allows a number of requests in a period, and you have used them all.',
  'hook-refused': 'A registry sent a notification without its token, or with another one.',
  'hooks-limited': 'Many notifications without the token of their registry came from one address.',
  'notification-unread':
    'A notification with the right token is in a form that Orrery does not know, or larger than registries send.',
  'sign-in-limited': 'Several sign-ins of this user failed within a minute.',
  'requests-limited':
    'Your account has sent more requests within a minute, in all browsers and scripts together, than any page of Orrery sends.',
  unavailable: 'The registry answered with HTTP 5xx.',
  busy: 'Too many requests to this registry are already waiting.',
  refused: 'The registry understood the change and refused it. The problem contains its error code.',
  unsupported: 'The registry does not implement this part of the distribution specification.',
  'not-a-registry': 'The host answered with a web page, or with something else that no registry sends.',
  'bad-response': 'The response breaks the distribution specification, so Orrery does not rely on it.',
  'digest-mismatch': 'The hash of the received bytes differs from the requested digest.',
  'too-large': 'The document is larger than Orrery reads into memory for one request.',
  incomplete: 'Orrery could not read a part of the graph, so an archive or a plan would miss something.',
  'manifest-invalid': 'A field that the image specification requires is missing or invalid.',
  'manifest-ambiguous':
    'The media type in the manifest differs from the one in the response of the registry, or the manifest is an index and an image at once. Two programs would read it differently.',
  'layout-invalid':
    'The folder or archive has no oci-layout, no index.json or no blobs, or Orrery cannot read one of them.',
  'files-unreadable':
    'The blob is not an archive in a format that Orrery reads, it is encrypted, or its beginning is damaged.',
  'upload-mismatch': 'The size or the digest of the received bytes differs from what the browser announced.',
  'uploads-limited': 'The uploaded files that wait for a plan have reached their limit.',
  'questions-limited': 'A person keeps a hundred questions at most.',
  'question-changed':
    'The question was saved in another window, or by a script, after this one had read it. One change would undo the other.',
  'keys-limited':
    'Many wrong keys of saved questions came from one address within a minute, which looks like guessing.',
  'owner-away':
    'A key reads what its owner may read. After a month without them nobody knows whether they still may: they may have left.',
  'webhook-refused':
    'Orrery sends what a question finds over https alone, and into a private network only where its operator names the host.',
  'audits-limited':
    'The saved audits have reached their limit, and Orrery does not delete old ones by itself.',
  'audit-damaged': 'A file in the data folder was truncated or altered after Orrery wrote it.',
  'disk-full': 'The disk of the data folder has only the space left that Orrery reserves for its records.',
  'read-only':
    'ORRERY_READ_ONLY is on, as it is for a team unless it is set to off: Orrery makes no plans, runs none and takes no uploads.',
  'plan-outdated': 'A tag, a manifest or a referrer changed after the plan was made.',
  'plan-expired': 'Nobody started the plan within half an hour, and the registry may have changed since.',
  'plan-blocked':
    'The plan has a notice about something that would be lost or cannot work, and nobody has accepted it.',
  'confirmation-missing':
    'A deletion runs only after you type its confirmation text. The request had another text, or none.',
  'too-many-changes': 'The limit of changes that run at once is reached.',
  'audit-unwritable': 'Orrery records each change before it happens, and it could not write this record.',
  'journal-unwritable':
    'Orrery keeps plans and their steps in a database in the data folder, and it could not open or write it.',
  'store-unavailable':
    'A shared Orrery keeps sessions, plans and the audit log in PostgreSQL, and it cannot be reached.',
  'replica-gone':
    'Uploads and archives lie in the data folder of the replica that took them, and that one does not run any more.',
  'replica-unreachable':
    'Uploads and archives lie at one replica, and the others ask it: it runs, but it cannot be reached from here.',
  disconnected: 'Orrery stopped or restarted, or the connection between the browser and Orrery failed.',
  internal: 'This is a bug in Orrery. You did nothing wrong.',
};
