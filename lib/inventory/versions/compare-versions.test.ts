import { describeVersions } from '#e2e/suites/describe-versions';

describeVersions({
  // Each line is in order, from the documents of the ecosystem.
  orders: [
    [
      'npm',
      '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.10.0',
    ],
    ['golang', 'v0.0.0-20200101000000-abcdefabcdef v0.9 v1.2.3 v1.10.0+incompatible v2.0.0'],
    ['cargo', '0.9.9 1.0.0-rc.1 1.0.0 1.0.1'],
    ['pypi', '1.0.dev1 1.0a1 1.0b2 1.0rc1 1.0 1.0.post1 1.1.dev1 1.1 1!0.5'],
    ['gem', '0.9 1.0.a 1.0.b1 1.0.pre 1.0 1.0.1 1.2 1.10'],
    ['nuget', '1.0.0-alpha 1.0.0-BETA 1.0.0 1.0.0.1 1.0.1 1.10.0'],
    ['apk', '1.2.2 1.2.3_alpha1 1.2.3_rc1 1.2.3 1.2.3-r1 1.2.3_p1 1.2.3a 1.2.10 1.10'],
  ],
  same: [
    ['npm', '1.0', 'v1.0.0'],
    ['gem', '1.0', '1'],
    ['nuget', '1.0', '1.0.0.0'],
    ['pypi', '1.0', '1.0.0'],
  ],
  uncompared: [
    ['npm', 'latest', '1.0.0'],
    ['npm', '1.0.0', ''],
    ['golang', '(devel)', '1.0.0'],
    ['pypi', '1.0-!', '1.0'],
    ['apk', '1.0_new', '1.0'],
    ['gem', 'x', '1'],
    ['conan', '1.0', '2.0'],
    ['', '1.0', '2.0'],
  ],
});
