import type { Planting } from '#e2e/coverage/planting';
import { sbomOf } from '#e2e/coverage/planting';
import { slsaProvenance } from '#e2e/demo/documents/papers';

const built = '2026-11-02T16:20:09Z';
const cycloneDx = 'application/vnd.cyclonedx+json';

/** SBOMs in each of their clothes, and provenance of both versions of SLSA. */
export async function attachPapers({ publisher, legacy, at, host }: Planting): Promise<void> {
  const attach = (subject: string, artifactType: string, file: string, content: unknown) =>
    publisher.attach({ subject, artifactType, file, content });
  await attach(at('sbom-spdx'), 'application/spdx+json', 'app.spdx.json', sbomOf('sbom-spdx'));
  await attach(at('sbom-cyclonedx'), cycloneDx, 'app.cdx.json', bom);
  await attach(at('sbom-cyclonedx-xml'), 'application/vnd.cyclonedx+xml', 'app.cdx.xml', bomXml);
  await publisher.attest(at('sbom-bundle'), 'spdxjson', sbomOf('sbom-bundle'));
  await publisher.attest(at('release'), 'spdxjson', sbomOf('release'));
  await legacy.attest(at('sbom-att-tag'), 'spdxjson', sbomOf('sbom-att-tag'));
  await legacy.attachSbom(at('sbom-tag'), sbomOf('sbom-tag'));
  const notarized = sbomOf('sbom-notarized');
  const sbom = await attach(at('sbom-notarized'), 'application/spdx+json', 'notarized.spdx.json', notarized);
  await publisher.notarize(`${host}/team/app@${sbom}`, 'jws');
  const unsigned = sbomOf('sbom-and-borrowed');
  await attach(at('sbom-and-borrowed'), 'application/spdx+json', 'unsigned.spdx.json', unsigned);
  await publisher.attest(at('provenance-v1'), 'slsaprovenance1', slsaProvenance('1.0.20', built));
  await legacy.attest(at('provenance-v02'), 'slsaprovenance', provenanceV02);
}

const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  components: [{ type: 'library', name: 'musl', version: '1.2.5-r10' }],
};

const bomXml = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <components><component type="library"><name>musl</name><version>1.2.5-r10</version></component></components>
</bom>
`;

const provenanceV02 = {
  builder: { id: 'https://ci.acme.example/builders/container@v3' },
  buildType: 'https://ci.acme.example/buildtypes/container/v0',
  invocation: { configSource: { uri: 'git+https://git.acme.example/shop/checkout@refs/tags/v1.0.21' } },
};
