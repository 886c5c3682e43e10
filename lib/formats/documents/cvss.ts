// The weights of https://www.first.org/cvss/v3.1/specification-document#7-4-Metric-Values.
const weights: Readonly<Record<string, number>> = {
  'AV:N': 0.85,
  'AV:A': 0.62,
  'AV:L': 0.55,
  'AV:P': 0.2,
  'AC:L': 0.77,
  'AC:H': 0.44,
  'UI:N': 0.85,
  'UI:R': 0.62,
  'C:H': 0.56,
  'C:L': 0.22,
  'C:N': 0,
  'I:H': 0.56,
  'I:L': 0.22,
  'I:N': 0,
  'A:H': 0.56,
  'A:L': 0.22,
  'A:N': 0,
};

// Privileges weigh differently when the scope changes.
const privileges: Readonly<Record<string, readonly [unchanged: number, changed: number]>> = {
  N: [0.85, 0.85],
  L: [0.62, 0.68],
  H: [0.27, 0.5],
};

// The weights of https://www.first.org/cvss/v2/guide#3-2-1-Base-Equation.
const oldWeights: Readonly<Record<string, number>> = {
  'AV:N': 1,
  'AV:A': 0.646,
  'AV:L': 0.395,
  'AC:L': 0.71,
  'AC:M': 0.61,
  'AC:H': 0.35,
  'Au:N': 0.704,
  'Au:S': 0.56,
  'Au:M': 0.45,
  'C:C': 0.66,
  'C:P': 0.275,
  'C:N': 0,
  'I:C': 0.66,
  'I:P': 0.275,
  'I:N': 0,
  'A:C': 0.66,
  'A:P': 0.275,
  'A:N': 0,
};

/**
 * The base score of a CVSS vector of version 2 or 3, 0 to 10; undefined for every other text. Version 4 has no formula,
 * only a table of 270 scores: where a document gives nothing but such a vector, its severity stays unknown.
 */
export function baseScore(vector: string): number | undefined {
  if (vector.length > 400) return undefined;
  const metrics = new Map(
    vector
      .replace(/^\(|\)$/g, '')
      .split('/')
      .map((part) => part.split(':'))
      .map(([name = '', value = '']) => [name, value]),
  );
  const version = metrics.get('CVSS');
  if (version === '3.0' || version === '3.1') return scoreOfThree(metrics);
  return version === undefined && metrics.has('Au') ? scoreOfTwo(metrics) : undefined;
}

type Metrics = ReadonlyMap<string, string>;

function scoreOfThree(metrics: Metrics): number | undefined {
  const isChanged = metrics.get('S') === 'C';
  const privilege = privileges[metrics.get('PR') ?? '']?.[isChanged ? 1 : 0];
  const values = ['AV', 'AC', 'UI', 'C', 'I', 'A'].map((name) => weights[`${name}:${metrics.get(name)}`]);
  const [vector, complexity, interaction, confidentiality, integrity, availability] = values;
  if (vector === undefined || complexity === undefined || interaction === undefined) return undefined;
  if (confidentiality === undefined || integrity === undefined || availability === undefined)
    return undefined;
  if (privilege === undefined) return undefined;
  const base = 1 - (1 - confidentiality) * (1 - integrity) * (1 - availability);
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  if (impact <= 0) return 0;
  const exploitability = 8.22 * vector * complexity * privilege * interaction;
  return roundUp(Math.min(10, (isChanged ? 1.08 : 1) * (impact + exploitability)));
}

function scoreOfTwo(metrics: Metrics): number | undefined {
  const values = ['AV', 'AC', 'Au', 'C', 'I', 'A'].map((name) => oldWeights[`${name}:${metrics.get(name)}`]);
  const [vector, complexity, authentication, confidentiality, integrity, availability] = values;
  if (vector === undefined || complexity === undefined || authentication === undefined) return undefined;
  if (confidentiality === undefined || integrity === undefined || availability === undefined)
    return undefined;
  const impact = 10.41 * (1 - (1 - confidentiality) * (1 - integrity) * (1 - availability));
  const exploitability = 20 * vector * complexity * authentication;
  const score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176);
  return Math.round(score * 10) / 10;
}

/** To one decimal, upwards, without the errors of binary fractions (appendix A of the specification). */
function roundUp(score: number): number {
  const whole = Math.round(score * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}
