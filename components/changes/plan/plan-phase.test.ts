import { expect, test } from 'vitest';
import { makeProblem } from '#lib/api/problems/problem-table';
import { phaseNote, planPhase } from './plan-phase.ts';

const idle = { isRunning: false, problem: undefined };
const conflict = { ...makeProblem('internal', '', { requestId: '' }), status: 409 };

test.each([
  ['planned', 'planned'],
  ['running', 'running'],
  ['done', 'ended'],
  ['failed', 'resumable'],
  ['cancelled', 'resumable'],
  ['stopped', 'outdated'],
] as const)('a plan whose record says %s is %s', (state, phase) => {
  expect(planPhase({ state }, idle)).toBe(phase);
});

test('a run that this page began counts before the record says so', () => {
  expect(planPhase({ state: 'planned' }, { ...idle, isRunning: true })).toBe('running');
  expect(planPhase({ state: 'stopped' }, { ...idle, isRunning: true })).toBe('running');
});

test('a plan that the server refuses to run as outdated is made again', () => {
  expect(planPhase({ state: 'planned' }, { ...idle, problem: conflict })).toBe('outdated');
  expect(planPhase({ state: 'failed' }, { ...idle, problem: conflict })).toBe('outdated');
});

test('any other problem leaves the plan to be run again', () => {
  const problem = makeProblem('internal', '', { requestId: '' });
  expect(planPhase({ state: 'planned' }, { ...idle, problem })).toBe('planned');
});

test('a sentence says what a run does while nobody looks', () => {
  expect(phaseNote('running')).toContain('continues');
  expect(phaseNote('ended')).toBe('');
});
