import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand } from '#e2e/fuzz/fuzz-target';
import { checkDocument } from '#e2e/fuzz/targets/check-document';
import { doesApply } from '#lib/formats/vex/applies-to';

const purl = 'pkg:deb/debian/openssl@3.0.1?arch=amd64';
const digest = `sha256:${'d'.repeat(64)}`;
const hostile = [
  '"__proto__":{"polluted":1},',
  'null',
  '[]',
  '{}',
  '-1',
  '1e999',
  '""',
  ',',
  '\\u202e',
  'javascript:a',
];

/** Reports of scanners in JSON. */
export const reportTarget: FuzzTarget = {
  name: 'report',
  isJson: true,
  seeds: [
    JSON.stringify({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'a',
              rules: [
                {
                  id: 'r',
                  defaultConfiguration: { level: 'error' },
                  properties: { 'security-severity': '9.8', tags: ['HIGH'] },
                  messageStrings: { m: { text: '{0} of {{x}}' } },
                },
              ],
              notifications: [{ id: 'n', defaultConfiguration: { level: 'error' } }],
            },
            extensions: [{ name: 'e', rules: [{ id: 'x' }] }],
          },
          invocations: [
            {
              executionSuccessful: false,
              toolExecutionNotifications: [{ descriptor: { id: 'n', index: 0 }, message: { text: 'no' } }],
              ruleConfigurationOverrides: [{ descriptor: { index: 0 }, configuration: { level: 'note' } }],
            },
          ],
          artifacts: [{ location: { uri: 'a.c' } }],
          results: [
            {
              ruleId: 'r/1',
              ruleIndex: 0,
              kind: 'fail',
              message: { id: 'm', arguments: ['x'] },
              suppressions: [{ status: 'accepted' }],
              baselineState: 'new',
              provenance: { invocationIndex: 0 },
              locations: [{ physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 1 } } }],
            },
            {
              rule: { index: 0, toolComponent: { index: 0 } },
              level: 'note',
              message: { text: 'Package: a' },
            },
          ],
        },
      ],
    }),
    JSON.stringify({
      SchemaVersion: 2,
      ArtifactName: 'a',
      Results: [
        {
          Target: 't',
          MisconfSummary: { Successes: 3 },
          Vulnerabilities: [{ VulnerabilityID: 'CVE-1', Severity: 'HIGH', CVSS: { nvd: { V3Score: 9.8 } } }],
          Misconfigurations: [{ ID: 'D', Status: 'PASS', CauseMetadata: { StartLine: 1 } }],
          Secrets: [{ RuleID: 's', Severity: 'LOW', StartLine: 2 }],
          Licenses: [{ Name: 'GPL-3.0-only', Category: 'restricted' }],
          Packages: [{ ID: 'a', Name: 'a', Version: '1', Licenses: ['MIT'] }],
          ExperimentalModifiedFindings: [{ Type: 'secret', Status: 'ignored', Finding: { RuleID: 's' } }],
        },
      ],
    }),
    JSON.stringify({
      matches: [
        {
          vulnerability: {
            id: 'CVE-1',
            severity: 'High',
            fix: { versions: ['2'] },
            cvss: [{ metrics: { baseScore: 7 } }],
          },
          relatedVulnerabilities: [{ id: 'CVE-2' }],
          artifact: { name: 'a', version: '1', purl, locations: [{ path: '/a' }] },
        },
      ],
      ignoredMatches: [{ vulnerability: { id: 'CVE-3' }, appliedIgnoreRules: [{ 'vex-status': 'fixed' }] }],
      descriptor: { name: 'grype', version: '1' },
    }),
    JSON.stringify({
      manifest_hash: digest,
      packages: { 1: { name: 'a', version: '1' } },
      package_vulnerabilities: { 1: ['2'] },
      vulnerabilities: { 2: { name: 'CVE-1', normalized_severity: 'High', links: 'a b' } },
    }),
    JSON.stringify({
      version: '15.0.0',
      scan: { type: 'sast', scanner: { name: 'a' }, status: 'failure' },
      vulnerabilities: [
        {
          severity: 'High',
          solution: 'to 1.2',
          identifiers: [{ type: 'cve', value: 'CVE-1' }],
          location: { file: 'a' },
        },
      ],
    }),
    JSON.stringify({
      results: [
        {
          source: { path: 'a' },
          packages: [
            {
              package: { name: 'a', version: '1' },
              vulnerabilities: [
                { id: 'GO-1', severity: [{ score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] },
              ],
              groups: [{ ids: ['GO-1'], max_severity: '9.8' }],
              licenses: ['MIT'],
            },
          ],
        },
      ],
    }),
    JSON.stringify([
      { ok: false, vulnerabilities: [{ id: 'S', severity: 'low', packageName: 'a', version: '1' }] },
    ]),
    JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: {
        a: { name: 'a', via: [{ url: 'https://a/GHSA-aaaa-bbbb-cccc', range: '<1', severity: 'low' }] },
      },
    }),
    JSON.stringify({
      reportSchema: '1',
      scanInfo: { engineVersion: '1' },
      dependencies: [{ fileName: 'a', packages: [{ id: purl }], vulnerabilities: [{ name: 'CVE-1' }] }],
    }),
    JSON.stringify({
      reportFormat: 'CTRF',
      results: {
        tool: { name: 'a' },
        summary: { tests: 1, start: 1, stop: 2 },
        tests: [{ name: 'a', status: 'failed' }],
      },
    }),
    '{"Action":"pass","Package":"a","Test":"b","Elapsed":1}\n{"Action":"fail","Package":"a"}',
  ],
  words: [
    '"level":"error",',
    ...[
      '"kind":"pass",',
      '"index":-1,',
      '"index":1,',
      '"status":"rejected",',
      '"runs":null,',
      '"results":[],',
    ],
    ...[
      '"Severity":',
      '"CVSS:3.1/AV:N"',
      '"9.8"',
      '"Status":"EXCEPTION",',
      '"via":',
      '"groups":',
      '{0}',
      ...hostile,
    ],
  ],
  check: (bytes, random) => checkDocument(bytes, random.below(4) > 0),
};

/** Statements of OpenVEX, CSAF and CycloneDX, and what they apply to. */
export const vexTarget: FuzzTarget = {
  name: 'vex',
  isJson: true,
  seeds: [
    JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      author: 'a',
      timestamp: '2026-01-01T00:00:00Z',
      statements: [
        {
          vulnerability: { name: 'CVE-1', aliases: ['GHSA-1'] },
          products: [
            { '@id': `pkg:oci/web@${digest}`, hashes: { 'sha-256': 'a' }, subcomponents: [{ '@id': purl }] },
          ],
          status: 'not_affected',
        },
        { vulnerability: 'CVE-2', products: ['pkg:npm/a'], subcomponents: ['pkg:npm/b'], status: 'fixed' },
      ],
    }),
    JSON.stringify({
      document: { csaf_version: '2.0', category: 'csaf_vex', tracking: { id: 'A' } },
      product_tree: {
        branches: [
          {
            category: 'product_version_range',
            name: 'vers:npm/>=1|<2',
            branches: [],
            product: { product_id: 'P', name: 'a', product_identification_helper: { purl: 'pkg:npm/a' } },
          },
        ],
        full_product_names: [{ product_id: 'C', name: 'c' }],
        relationships: [
          {
            product_reference: 'C',
            relates_to_product_reference: 'P',
            full_product_name: { product_id: 'P:C', name: 'c in a' },
          },
        ],
        product_groups: [{ group_id: 'G', product_ids: ['P'] }],
      },
      vulnerabilities: [
        {
          cve: 'CVE-1',
          product_status: { known_not_affected: ['P', 'P:C'], fixed: ['C'] },
          flags: [{ label: 'component_not_present', group_ids: ['G'] }],
          remediations: [{ details: 'x', product_ids: ['C'] }],
          scores: [{ products: ['P'], cvss_v3: { baseScore: 9.8 } }],
        },
      ],
    }),
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      serialNumber: 'urn:uuid:a',
      metadata: { component: { name: 'web', 'bom-ref': 'r' } },
      vulnerabilities: [
        {
          id: 'CVE-1',
          ratings: [{ vector: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' }],
          analysis: { state: 'exploitable', response: ['update'] },
          affects: [{ ref: 'urn:cdx:a/1#r', versions: [{ range: 'vers:npm/<2', status: 'unaffected' }] }],
        },
      ],
    }),
  ],
  words: [
    '"products":',
    ...[
      '"@id":',
      'pkg:oci/',
      'pkg:',
      '@',
      '?',
      '#',
      '%',
      '%zz',
      'vers:npm/',
      '>=1|<2',
      '"version":',
      '"versions":',
    ],
    ...[
      'urn:cdx:',
      '"subcomponents":',
      '"product_status":',
      '"branches":',
      '"group_ids":',
      digest,
      purl,
      ...hostile,
    ],
  ],
  check(bytes, random) {
    const text = new TextDecoder().decode(bytes).slice(0, 2000);
    const { verdict, reason } = doesApply(
      {
        vulnerability: 'CVE-1',
        aliases: [],
        products: [{ name: text, purl: text.slice(random.below(20)), versions: text }],
      },
      { digests: [digest], references: ['ghcr.io/acme/web:1'], purls: [text] },
      { id: 'CVE-1', aliases: [], package: 'openssl', version: '3.0.1', purl },
    );
    demand(verdict !== 'applies' || text !== '', 'a statement without a name applies');
    demand(reason.length > 10 && reason.length < 400, 'a verdict has no sentence');
    return checkDocument(bytes);
  },
};

/** Results of tests in XML and in lines of text. */
export const testResultTarget: FuzzTarget = {
  name: 'tests',
  isJson: false,
  seeds: [
    '<testsuites name="a" time="1"><testsuite name="s"><testcase name="t" time="0.1"><failure message="no"/></testcase><testcase name="u"><skipped/></testcase></testsuite></testsuites>',
    '<test-run><test-case fullname="a" result="Passed" duration="1"/><test-case name="b" result="Failed"><failure><message>no</message></failure></test-case></test-run>',
    '<testsuite tests="5" failures="1" errors="1" skipped="1"/>',
    'TAP version 14\n1..2\nok 1 - a\nnot ok 2 - b # TODO c\nBail out! d',
    '1..1\nnot ok 1 # SKIP\n',
  ],
  words: [
    '<testsuite>',
    ...[
      '</testsuite>',
      '<testcase name="',
      '"/>',
      ' time="00:00:01"',
      ' tests="999999999"',
      '<!DOCTYPE a>',
      '&a;',
      '<![CDATA[',
    ],
    ...[
      'ok ',
      'not ok ',
      '1..',
      '# SKIP',
      '# TODO ',
      '\n',
      '    ',
      'Bail out!',
      'TAP version 13\n',
      '\u202e',
    ],
  ],
  check: (bytes) => checkDocument(bytes),
};
