import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { tarTarget, tocTarget, zipTarget } from '#e2e/fuzz/targets/archives';
import { attestationTarget, binaryTarget, containerTarget } from '#e2e/fuzz/targets/attestations';
import { challengeTarget } from '#e2e/fuzz/targets/challenge';
import { configTarget } from '#e2e/fuzz/targets/configs';
import { layoutTarget } from '#e2e/fuzz/targets/layout';
import { linkTarget } from '#e2e/fuzz/targets/link';
import { manifestTarget } from '#e2e/fuzz/targets/manifest';
import { notationCoseTarget, notationJwsTarget } from '#e2e/fuzz/targets/notation';
import { jsonPolicyTarget, policyTarget } from '#e2e/fuzz/targets/policies';
import { referenceTarget } from '#e2e/fuzz/targets/reference';
import { reportTarget, testResultTarget, vexTarget } from '#e2e/fuzz/targets/reports';
import { sbomTarget, sbomTextTarget } from '#e2e/fuzz/targets/sboms';
import { bundleTarget, layerTarget } from '#e2e/fuzz/targets/signed-evidence';

/** The parsers that read what strangers wrote. */
export const fuzzTargets: readonly FuzzTarget[] = [
  referenceTarget,
  challengeTarget,
  linkTarget,
  manifestTarget,
  layoutTarget,
  sbomTarget,
  sbomTextTarget,
  attestationTarget,
  containerTarget,
  binaryTarget,
  configTarget,
  reportTarget,
  vexTarget,
  testResultTarget,
  tarTarget,
  tocTarget,
  zipTarget,
  notationJwsTarget,
  notationCoseTarget,
  bundleTarget,
  layerTarget,
  policyTarget,
  jsonPolicyTarget,
];
