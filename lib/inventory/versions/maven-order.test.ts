import { describeVersions } from '#e2e/suites/describe-versions';

describeVersions({
  // Each line is in order, by https://maven.apache.org/pom.html#version-order-specification.
  orders: [
    [
      'maven',
      '1-alpha1 1-beta-2 1-m3 1-rc1 1-SNAPSHOT 1 1-sp 1-foo 1-1 1.1 2.0-beta9 2.14.1 2.16.0 2.17.0 2.17.1',
    ],
    ['maven', '1.0-SNAPSHOT 1.0 1.0.1-SNAPSHOT 1.0.1 1.0.1-jre 1.0.2 1.0.10 1.1'],
  ],
  same: [
    ['maven', '1', '1.0.0'],
    ['maven', '1.0-ga', '1.0'],
    ['maven', '1.0.RELEASE', '1'],
    ['maven', '1-a1', '1-alpha-1'],
    ['maven', '1.0cr2', '1.0-rc2'],
  ],
  uncompared: [
    ['maven', '{project.version}', '1.0'],
    ['maven', '1.0', 'LATEST'],
  ],
});
