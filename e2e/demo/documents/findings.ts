/** A known weakness in one package of the shop's image, and when and how it left the daily report. */
export type Finding = {
  readonly id: string;
  readonly package: string;
  readonly installed: string;
  readonly fixed: string;
  readonly severity: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  readonly score: number;
  readonly title: string;
  readonly kind: 'os-pkgs' | 'lang-pkgs';
  /** The first daily report, counted from 0, that a VEX statement took it out of; never when undefined. */
  readonly judgedOnDay?: number;
  readonly justification?: string;
};

const notReached = 'vulnerable_code_not_in_execute_path';
const notPresent = 'vulnerable_code_not_present';
const mitigated = 'inline_mitigations_already_exist';

export const findings: readonly Finding[] = [
  npm(
    'CVE-2025-7783',
    'form-data',
    '4.0.1',
    '4.0.4',
    'CRITICAL',
    9.4,
    'form-data: predictable boundary values',
    [4, notReached],
  ),
  npm(
    'CVE-2024-21538',
    'cross-spawn',
    '7.0.3',
    '7.0.5',
    'HIGH',
    7.5,
    'cross-spawn: denial of service by regular expression',
    [2, notReached],
  ),
  npm(
    'CVE-2025-27152',
    'axios',
    '1.7.9',
    '1.8.2',
    'HIGH',
    7.7,
    'axios: credentials sent to an absolute URL',
    [6, mitigated],
  ),
  npm('CVE-2025-58754', 'axios', '1.7.9', '1.12.0', 'HIGH', 7.5, 'axios: no size limit for data: URLs', [
    11,
    notReached,
  ]),
  npm(
    'CVE-2025-47935',
    'multer',
    '1.4.5-lts.1',
    '2.0.0',
    'HIGH',
    7.5,
    'multer: memory leak from unclosed streams',
    [9, notReached],
  ),
  npm(
    'CVE-2025-47944',
    'multer',
    '1.4.5-lts.1',
    '2.0.0',
    'HIGH',
    7.5,
    'multer: crash on a malformed upload',
    [9, notReached],
  ),
  npm(
    'CVE-2025-48997',
    'multer',
    '1.4.5-lts.1',
    '2.0.1',
    'HIGH',
    8.7,
    'multer: crash on an empty field name',
    [9, notReached],
  ),
  npm(
    'CVE-2025-7338',
    'multer',
    '1.4.5-lts.1',
    '2.0.2',
    'HIGH',
    7.5,
    'multer: crash on a malformed request',
    [16, notReached],
  ),
  npm('CVE-2025-15284', 'qs', '6.13.0', '6.14.1', 'HIGH', 7.5, 'qs: arrayLimit bypass exhausts memory', [
    22,
    mitigated,
  ]),
  npm(
    'CVE-2025-64756',
    'glob',
    '10.4.5',
    '10.5.0',
    'HIGH',
    7.5,
    'glob: command injection through file names',
    [13, notPresent],
  ),
  npm(
    'CVE-2025-13033',
    'nodemailer',
    '6.10.0',
    '7.0.7',
    'MEDIUM',
    5.5,
    'nodemailer: mail sent to an unintended domain',
    [19, mitigated],
  ),
  npm(
    'CVE-2025-5889',
    'brace-expansion',
    '2.0.1',
    '2.0.2',
    'LOW',
    3.1,
    'brace-expansion: inefficient regular expression',
  ),
  npm(
    'CVE-2025-7339',
    'on-headers',
    '1.0.2',
    '1.1.0',
    'LOW',
    3.4,
    'on-headers: response headers changed unintentionally',
    [26, notReached],
  ),
  npm('CVE-2025-9288', 'sha.js', '2.4.11', '2.4.12', 'CRITICAL', 9.1, 'sha.js: hash state can be rewound'),
  npm(
    'CVE-2025-9287',
    'cipher-base',
    '1.0.4',
    '1.0.5',
    'CRITICAL',
    9.1,
    'cipher-base: hash state can be rewound',
  ),
  npm('CVE-2025-12816', 'node-forge', '1.3.1', '1.3.2', 'HIGH', 8.6, 'node-forge: ASN.1 is read two ways'),
  npm('CVE-2025-26791', 'dompurify', '3.2.3', '3.2.4', 'MEDIUM', 4.5, 'dompurify: mutation XSS'),
  apk(
    'CVE-2025-9230',
    'libcrypto3',
    '3.5.1-r0',
    '3.5.4-r0',
    'HIGH',
    7.5,
    'openssl: out-of-bounds read and write in CMS',
    [14, notReached],
  ),
  apk(
    'CVE-2025-9231',
    'libcrypto3',
    '3.5.1-r0',
    '3.5.4-r0',
    'MEDIUM',
    6.5,
    'openssl: timing side channel in SM2 on ARM64',
    [17, notPresent],
  ),
  apk(
    'CVE-2025-9232',
    'libssl3',
    '3.5.1-r0',
    '3.5.4-r0',
    'MEDIUM',
    5.9,
    'openssl: out-of-bounds read with no_proxy',
    [17, notReached],
  ),
  apk(
    'CVE-2025-59375',
    'libexpat',
    '2.7.1-r0',
    '2.7.2-r0',
    'HIGH',
    7.5,
    'expat: large memory use from a small document',
    [20, notReached],
  ),
  apk(
    'CVE-2025-6965',
    'sqlite-libs',
    '3.49.2-r1',
    '3.50.2-r0',
    'HIGH',
    7.7,
    'sqlite: integer truncation in aggregate terms',
    [24, notReached],
  ),
  apk(
    'CVE-2025-9086',
    'libcurl',
    '8.14.1-r1',
    '8.14.1-r2',
    'MEDIUM',
    5.3,
    'curl: out-of-bounds read for a cookie path',
    [25, notReached],
  ),
  apk(
    'CVE-2024-58251',
    'busybox',
    '1.37.0-r18',
    '1.37.0-r20',
    'LOW',
    2.5,
    'busybox: terminal locked by netstat output',
  ),
  apk(
    'CVE-2025-46394',
    'busybox',
    '1.37.0-r18',
    '1.37.0-r20',
    'LOW',
    3.2,
    'busybox: hidden file names in a tar listing',
  ),
];

/** What only the second scanner knows. */
export const secondFindings: readonly Finding[] = [
  npm('CVE-2025-65945', 'jws', '3.2.2', '3.2.3', 'HIGH', 7.5, 'jws: signature not verified for some secrets'),
  npm('CVE-2025-14874', 'nodemailer', '6.10.0', '7.0.11', 'HIGH', 7.5, 'nodemailer: address parser recurses'),
];

const gone = ['sha.js', 'cipher-base'];
const fixedSince: readonly Finding[] = [
  npm('CVE-2024-52798', 'path-to-regexp', '0.1.10', '0.1.12', 'HIGH', 7.5, 'path-to-regexp: slow expression'),
  npm('CVE-2024-55565', 'nanoid', '3.3.7', '3.3.8', 'MEDIUM', 4.3, 'nanoid: predictable with a fraction'),
  npm('CVE-2023-28155', 'request', '2.88.2', '', 'MEDIUM', 6.1, 'request: follows redirects to other hosts'),
];

/** Those of the release before, which nobody had judged. */
export const earlierFindings: readonly Finding[] = [
  ...findings
    .filter((finding) => !gone.includes(finding.package))
    .map(({ judgedOnDay: _day, justification: _why, ...finding }) =>
      finding.package === 'axios' ? { ...finding, installed: '1.7.7' } : finding,
    ),
  ...fixedSince,
];

type Judgement = readonly [day: number, justification: string];
type Facts = readonly [
  id: string,
  name: string,
  installed: string,
  fixed: string,
  severity: Finding['severity'],
  score: number,
  title: string,
  judgement?: Judgement,
];

function npm(...facts: Facts): Finding {
  return finding('lang-pkgs', facts);
}

function apk(...facts: Facts): Finding {
  return finding('os-pkgs', facts);
}

function finding(kind: Finding['kind'], facts: Facts): Finding {
  const [id, name, installed, fixed, severity, score, title, judgement] = facts;
  const judged = judgement === undefined ? {} : { judgedOnDay: judgement[0], justification: judgement[1] };
  return { id, package: name, installed, fixed, severity, score, title, kind, ...judged };
}
