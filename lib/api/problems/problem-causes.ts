import type { ProblemCode } from './problem-code.ts';

/**
 * Why a problem comes up, in one or two sentences for the page about it. Apart from the table, which every screen that
 * shows a problem loads.
 */
export const problemCauses: Readonly<Record<ProblemCode, string>> = {
  'reference-invalid':
    'The text does not follow the grammar of references: a host, a repository in lower case, and a tag or digest.',
  'digest-invalid':
    'The text after @ is not an algorithm, a colon and the hash. A digest is copied whole or not at all.',
  'request-invalid':
    'A parameter or a field of the body is missing, unknown, or has a value that it cannot have.',
  'origin-refused':
    'Another website, or a page on another port, sent the request. Orrery answers its own pages and scripts that say so in a header.',
  'token-needed':
    'Orrery lets in only who knows its token, so that other users of the machine are kept out. The browser had no cookie, or a script sent no Authorization header.',
  'tokens-limited': 'Too many wrong tokens were tried within a minute, as somebody does who guesses.',
  'host-unknown':
    'The name of the registry has no address: it is misspelt, or only another network knows it.',
  'connection-refused': 'The machine of the registry is there, and nothing listens on that port.',
  'tls-failed':
    'The certificate of the registry is not one that this machine trusts, is for another name, or the registry speaks plain HTTP.',
  timeout: 'The registry took longer than Orrery waits for one answer.',
  cancelled: 'The browser or script closed the connection before the answer was ready.',
  'egress-refused':
    'The name leads to an address that serves secrets of the machine, or a public registry pointed into the private network.',
  'redirect-refused':
    'The registry sent Orrery on to an address without TLS, or from one address to the next without end.',
  'proxy-failed': 'Requests go through a proxy, and the proxy refused this host or could not be reached.',
  unauthorized: 'The registry wants to know who asks, or did not accept the user name and password.',
  forbidden: 'The registry knows who asks, and this account may not do that here.',
  'not-found': 'The registry has no repository, tag or digest of this name, or hides it from who asks.',
  'rate-limited': 'The registry allows only so many requests in a period, and they are used up.',
  'sign-in-limited': 'Several sign-ins for this user failed shortly one after another.',
  unavailable: 'The registry answered with a fault of its own (HTTP 5xx).',
  busy: 'More is being read from this registry than Orrery does at once, and the queue is full.',
  refused: 'The registry understood the change and declined it. Its own code stands in the problem.',
  unsupported: 'The registry does not have this part of the distribution specification.',
  'not-a-registry': 'The host answered with a web page or something else that is no answer of a registry.',
  'bad-response':
    'The answer of the registry breaks the distribution specification, so nothing in it can be relied on.',
  'digest-mismatch': 'The bytes that arrived have another hash than the digest that names them.',
  'too-large': 'The document is larger than what Orrery keeps in memory for one answer.',
  incomplete: 'A part of the graph could not be read, so an archive or plan of it would lack something.',
  'manifest-invalid': 'A field that the image specification asks for is missing or has the wrong form.',
  'manifest-ambiguous':
    'The type in the manifest differs from the one that the registry names, or it is an index and an image at once. Two programs would read it differently.',
  'layout-invalid':
    'The folder or archive lacks oci-layout, index.json or blobs, or one of them cannot be read.',
  'files-unreadable':
    'The blob is no archive of a form that is read here, it is encrypted, or it is damaged from its start.',
  'upload-mismatch': 'The bytes that arrived are more, fewer or others than the browser announced.',
  'uploads-limited': 'The files that wait for a plan fill the room that is meant for them.',
  'audits-limited': 'Saved audits fill the room that is meant for them, and none is removed for another.',
  'audit-damaged': 'A file in the data folder was cut or altered after Orrery wrote it.',
  'disk-full': 'The disk of the data folder has no more room than its records need.',
  'read-only': 'Orrery was started so that nothing can be planned, run or uploaded.',
  'plan-outdated':
    'A tag, manifest or referrer changed between the plan and its run, and the plan was made for what was there.',
  'plan-expired': 'The plan was not begun within half an hour, and what it saw may have changed.',
  'plan-blocked': 'The plan names something that could be lost or cannot work, and nobody has accepted it.',
  'confirmation-missing':
    'A deletion runs only after its text was typed, and the request had another text or none.',
  'too-many-changes': 'As many changes are running as Orrery runs at once.',
  'audit-unwritable': 'Orrery records each change before it happens, and could not write that record.',
  'journal-unwritable':
    'Orrery keeps plans and their steps in a database in the data folder, and could not use it.',
  disconnected: 'Orrery stopped, restarted, or the network between the browser and it broke.',
  internal: 'Something happened in Orrery that nobody foresaw. Nothing of it was caused by you.',
};
