import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findTool } from '#e2e/tools/find-tool';
import { run } from '#e2e/tools/run';

/** A CA of its own and a certificate of it, as PEM texts and files. */
export type Certificates = {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
};

/** Makes a CA in `folder`, and a certificate of it for localhost, 127.0.0.1 and the names given. */
export async function makeCertificates(folder: string, names: readonly string[] = []): Promise<Certificates> {
  const tool = await findTool('openssl');
  if (tool.status === 'missing') throw new Error(tool.reason);
  const file = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) => run(tool.path, args, { folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const ca = ['-subj', '/CN=Acme test CA', '-days', '2', '-keyout', 'ca.key', '-out', 'ca.pem'];
  await openssl('req', '-x509', ...newKey, ...ca);
  await openssl('req', ...newKey, '-subj', '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr');
  const alternatives = ['DNS:localhost', 'IP:127.0.0.1', ...names.map((name) => `DNS:${name}`)].join(',');
  await writeFile(file('extensions'), `subjectAltName=${alternatives}\n`);
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'extensions'];
  await openssl('x509', '-req', '-in', 'server.csr', ...signing, '-days', '2', '-out', 'server.pem');
  const read = (name: string) => readFile(file(name), 'utf8');
  return {
    caFile: file('ca.pem'),
    certFile: file('server.pem'),
    keyFile: file('server.key'),
    ca: await read('ca.pem'),
    cert: await read('server.pem'),
    key: await read('server.key'),
  };
}
