import { cleanText } from '#lib/text/untrusted-text';
import type { Audit, AuditRow } from './audit.ts';
import { judgeRequirements } from './judge-row.ts';
import { auditLimits } from './limits.ts';
import { requirementSentence } from './requirement-words.ts';
import type { RequiredEvidence, Requirements } from './requirements.ts';

/** A log of SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html), as far as we write it. */
type SarifLog = { readonly $schema: string; readonly version: '2.1.0'; readonly runs: readonly [object] };

/** One thing that is wrong with an artifact, or not known of it. */
type Lack = { readonly rule: string; readonly verdict: 'fail' | 'unknown'; readonly why: readonly string[] };

/**
 * An audit for code scanning: a rule for each requirement and one for the policy, a result for each artifact that does
 * not meet it (`error`) or of which it is unknown (`warning`). The location is the reference; the fingerprint stays
 * while the tag moves, so that a finding closes when the next image is good.
 */
export function auditSarif(
  audit: Pick<Audit, 'rows' | 'asOf' | 'complete' | 'limits'>,
  requirements: Requirements,
): SarifLog {
  const results = audit.rows.flatMap((row) => lacksOf(row, requirements).map((lack) => resultOf(row, lack)));
  const kept = results.slice(0, auditLimits.sarifResultsMax);
  const left = results.length - kept.length;
  const notices = [...audit.limits, ...(left > 0 ? [`${left} more results are left out.`] : [])];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Orrery', rules: rulesOf(requirements) } },
        invocations: [
          {
            executionSuccessful: audit.complete,
            endTimeUtc: audit.asOf,
            ...(notices.length === 0
              ? {}
              : {
                  toolExecutionNotifications: notices.map((text) => ({
                    level: 'warning',
                    message: { text },
                  })),
                }),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: kept,
      },
    ],
  };
}

const policyRule = 'policy';
const requirementsRule = 'requirements';

function lacksOf(row: AuditRow, requirements: Requirements): readonly Lack[] {
  const lacks = judgeRequirements(row, requirements).flatMap(({ required, verdict, why }) =>
    verdict === 'pass' ? [] : [{ rule: ruleIdOf(required), verdict, why }],
  );
  const { policy } = row;
  if (policy !== undefined && policy.verdict !== 'pass')
    lacks.push({ rule: policyRule, verdict: policy.verdict, why: policy.reasons });
  // What no requirement names: nothing is required, or the file is not understood.
  if (lacks.length === 0 && row.verdict !== 'pass')
    lacks.push({ rule: requirementsRule, verdict: row.verdict, why: row.why });
  return mergeLacks(lacks);
}

// Two rules may ask the same of one artifact.
function mergeLacks(lacks: readonly Lack[]): readonly Lack[] {
  return [...Map.groupBy(lacks, ({ rule }) => rule)].map(([rule, list]) => ({
    rule,
    verdict: list.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'unknown',
    why: [...new Set(list.flatMap(({ why }) => why))],
  }));
}

function ruleIdOf({ evidence, state, platforms, maxAgeDays, maxSeverity }: RequiredEvidence): string {
  return [
    evidence,
    state,
    ...(platforms === undefined ? [] : [platforms]),
    ...(maxAgeDays === undefined ? [] : [`${maxAgeDays}d`]),
    ...(maxSeverity === undefined ? [] : [maxSeverity]),
  ].join('-');
}

function rulesOf({ rules }: Requirements): readonly object[] {
  const required = new Map(rules.flatMap(({ require }) => require.map((one) => [ruleIdOf(one), one])));
  return [
    ...[...required].map(([id, one]) => ruleOf(id, requirementSentence(one))),
    ruleOf(policyRule, 'The policy must pass'),
    ruleOf(requirementsRule, 'The requirements must be valid'),
  ];
}

function ruleOf(id: string, text: string): object {
  return {
    id,
    shortDescription: { text },
    fullDescription: { text: `${text}.` },
    help: { text: `${text}. A warning says that it is unknown.` },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['supply-chain'] },
  };
}

function resultOf(row: AuditRow, { rule, verdict, why }: Lack): object {
  const { reference, digest } = row;
  const text = cleanText(`${reference}: ${why.join(' ')}`, auditLimits.cellMaxCharacters);
  const fingerprint = `${reference}#${rule}`;
  return {
    ruleId: rule,
    level: verdict === 'fail' ? 'error' : 'warning',
    message: { text },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(reference) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: reference, kind: 'resource' }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    fingerprints: { 'orreryRequirement/v1': fingerprint },
    properties: { verdict, ...(digest === undefined ? {} : { digest }) },
  };
}

// A colon in the first segment would make the host a scheme: https://www.rfc-editor.org/rfc/rfc3986#section-4.2
function uriOf(reference: string): string {
  const [host = '', ...rest] = reference.split('/');
  return [host.replaceAll(':', '%3A'), ...rest].join('/');
}
