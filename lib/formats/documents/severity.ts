import { baseScore } from './cvss.ts';
import type { Severity } from './rows.ts';
import { severities } from './rows.ts';

/** Ours for the words of the tools: distributions, GitLab, Snyk, Microsoft, OpenSSL, Android, CycloneDX … */
const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  crit: 'critical',
  catastrophic: 'critical',
  blocker: 'critical',
  defcon1: 'critical',
  high: 'high',
  important: 'high',
  severe: 'high',
  major: 'high',
  serious: 'high',
  medium: 'medium',
  moderate: 'medium',
  med: 'medium',
  minor: 'low',
  low: 'low',
  negligible: 'negligible',
  unimportant: 'negligible',
  minimal: 'negligible',
  trivial: 'negligible',
  info: 'negligible',
  information: 'negligible',
  informational: 'negligible',
  none: 'none',
  ok: 'none',
  pass: 'none',
};

/** A word of a tool as one of our severities; what it does not know, and what nobody knows, is `unknown`. */
export function severityOf(word: unknown): Severity {
  if (typeof word !== 'string' || word.length > 40) return 'unknown';
  const plain = word.trim().toLowerCase();
  return Object.hasOwn(words, plain) ? (words[plain] ?? 'unknown') : 'unknown';
}

/** The word of a CVSS score (https://www.first.org/cvss/v3.1/specification-document#5-Qualitative-Severity-Rating-Scale). */
export function severityOfScore(score: number | undefined): Severity {
  if (score === undefined || !(score >= 0 && score <= 10)) return 'unknown';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}

/** 0 for the gravest; what was judged, even as harmless, is told before what was not. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** The graver of two; whatever somebody judged outweighs `unknown`. */
export function graver(one: Severity, other: Severity): Severity {
  return severityRank(one) <= severityRank(other) ? one : other;
}

/** A CVSS score as documents write it: a number, a number as text, or a vector; undefined for all else. */
export function scoreOf(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\s*\d{1,2}(?:\.\d{1,6})?\s*$/.test(value)) return scoreOf(Number(value));
  if (typeof value === 'string') return baseScore(value);
  return typeof value === 'number' && value >= 0 && value <= 10 ? value : undefined;
}

/** What somebody who rates says: a word, a score or a vector. */
export type Rating = { readonly severity: Severity; readonly score?: number };

/** The gravest of the ratings, and the highest of the scores. */
export function gravestRating(ratings: Iterable<Rating>): Rating {
  let severity: Severity = 'unknown';
  let score: number | undefined;
  for (const rating of ratings) {
    severity = graver(severity, rating.severity);
    if (rating.score !== undefined) score = Math.max(score ?? 0, rating.score);
  }
  return score === undefined ? { severity } : { severity, score };
}

/** What a word says of a severity, else the first score that there is. */
export function ratingOf(word: unknown, ...scores: readonly unknown[]): Rating {
  const score = scores.map(scoreOf).find((found) => found !== undefined);
  const named = severityOf(word);
  const severity = named === 'unknown' ? severityOfScore(score) : named;
  return score === undefined ? { severity } : { severity, score };
}
