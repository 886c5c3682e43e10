const rules = [
  rule(
    'javascript.express.session-without-secure-flag',
    'warning',
    '6.1',
    'The session cookie has no Secure flag.',
  ),
  rule('javascript.express.open-redirect', 'error', '7.4', 'A redirect goes to an address from the request.'),
  rule('javascript.lang.unbounded-json-body', 'warning', '5.3', 'A JSON body is read without a size limit.'),
  rule(
    'javascript.lang.dynamic-regular-expression',
    'note',
    '3.1',
    'A regular expression is built from input.',
  ),
] as const;

const places: readonly (readonly [rule: number, file: string, line: number])[] = [
  [0, 'server.js', 5],
  [1, 'routes/login.js', 41],
  [2, 'server.js', 5],
  [2, 'routes/cart.js', 6],
  [3, 'routes/search.js', 18],
  [3, 'routes/search.js', 27],
];

/** The report of a code scan, in SARIF 2.1.0. */
export function sarifReport() {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'acme-scan', version: '3.8.0', informationUri: 'https://scan.acme.example', rules },
        },
        results: places.map(([index, uri, startLine]) => ({
          ruleId: rules[index]?.id,
          ruleIndex: index,
          level: rules[index]?.defaultConfiguration.level,
          message: { text: rules[index]?.shortDescription.text },
          locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }],
        })),
      },
    ],
  };
}

function rule(id: string, level: 'note' | 'warning' | 'error', severity: string, text: string) {
  return {
    id,
    shortDescription: { text },
    defaultConfiguration: { level },
    properties: { 'security-severity': severity },
  };
}
