import type { PackageName } from '#lib/inventory/store/document-record';

/** A document as its tool writes it, and the type under which it is attached. */
export type FleetDocument = { readonly type: string; readonly content: unknown };

const created = '2026-11-02T16:20:09Z';

function purlOf({ type, name, version }: PackageName): string {
  return `pkg:${type}/${name}@${version}`;
}

function shortName({ name }: PackageName): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** An SBOM as syft writes it. */
export function spdx(packages: readonly PackageName[], licence: string): FleetDocument {
  return {
    type: 'application/spdx+json',
    content: {
      ...{ spdxVersion: 'SPDX-2.3', dataLicense: 'CC0-1.0', SPDXID: 'SPDXRef-DOCUMENT', name: 'app' },
      documentNamespace: 'https://acme.example/sbom/app',
      creationInfo: { created, creators: ['Tool: syft-1.38.0'] },
      packages: packages.map((one, index) => ({
        ...{ SPDXID: `SPDXRef-${index}`, name: shortName(one), versionInfo: one.version },
        ...{ downloadLocation: 'NOASSERTION', licenseConcluded: 'NOASSERTION', licenseDeclared: licence },
        externalRefs: [
          {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: purlOf(one),
          },
        ],
      })),
    },
  };
}

/** An SBOM as trivy writes it. */
export function cycloneDx(packages: readonly PackageName[], licence: string): FleetDocument {
  const components = packages.map((one) => ({
    ...{ type: 'library', name: shortName(one), version: one.version, purl: purlOf(one) },
    licenses: [{ license: { id: licence } }],
  }));
  return {
    type: 'application/vnd.cyclonedx+json',
    content: { bomFormat: 'CycloneDX', specVersion: '1.6', components },
  };
}

/** A statement about an image, which nobody signed. */
export function statement(hex: string, predicateType: string, predicate: unknown): FleetDocument {
  const subject = [{ name: 'app', digest: { sha256: hex } }];
  return {
    type: 'application/vnd.in-toto+json',
    content: { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate },
  };
}

/** Who built an image, and from what. */
export function provenance(builder: string, source: string): unknown {
  return {
    buildDefinition: {
      buildType: 'https://ci.acme.example/buildtypes/container/v1',
      externalParameters: { source },
      resolvedDependencies: [
        { uri: source, digest: { gitCommit: '7c1f0e6b52d84a9f93d1a64c0b8e2f75a1d9c340' } },
      ],
    },
    runDetails: { builder: { id: builder }, metadata: { startedOn: created, finishedOn: created } },
  };
}

export type PlantedFinding = { readonly id: string; readonly severity: string };

/** A report in Trivy's JSON. */
export function trivy(digest: string, found: readonly PlantedFinding[]): FleetDocument {
  return {
    type: 'application/vnd.aquasec.trivy.report+json',
    content: {
      ...{
        SchemaVersion: 2,
        CreatedAt: created,
        ArtifactName: `app@${digest}`,
        ArtifactType: 'container_image',
      },
      Results: [
        {
          ...{ Target: 'app', Class: 'lang-pkgs', Type: 'jar' },
          Vulnerabilities: found.map(({ id, severity }) => ({
            ...{ VulnerabilityID: id, PkgName: 'org.acme:lib', InstalledVersion: '1.0.0' },
            ...{
              PkgIdentifier: { PURL: 'pkg:maven/org.acme/lib@1.0.0' },
              FixedVersion: '1.0.1',
              Severity: severity,
            },
          })),
        },
      ],
    },
  };
}

/** A VEX document that excuses one finding. */
export function openVex(digest: string, id: string): FleetDocument {
  return {
    type: 'application/vnd.openvex+json',
    content: {
      ...{ '@context': 'https://openvex.dev/ns/v0.2.0', '@id': `https://acme.example/vex/${digest}` },
      ...{ author: 'Acme Product Security', timestamp: created, version: 1 },
      statements: [
        {
          vulnerability: { name: id },
          products: [{ '@id': `pkg:oci/app@${digest.replace(':', '%3A')}` }],
          ...{ status: 'not_affected', justification: 'vulnerable_code_not_in_execute_path' },
        },
      ],
    },
  };
}
