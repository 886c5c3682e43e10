import { readChart } from '#lib/formats/configs/chart';
import { readCompose } from '#lib/formats/configs/compose';
import { readGguf } from '#lib/formats/configs/gguf';
import { readImageConfig } from '#lib/formats/configs/image';
import { readKubernetes } from '#lib/formats/configs/kubernetes';
import { readModelConfig } from '#lib/formats/configs/model';
import { readFalcoRules, readRego } from '#lib/formats/configs/policy';
import { readSafetensors } from '#lib/formats/configs/safetensors';
import { readWasm } from '#lib/formats/configs/wasm';
import type { EnvelopeReader, JsonReader, TextReader } from '#lib/formats/documents/document';
import { readDsse } from '#lib/formats/envelopes/dsse';
import { readMetablock } from '#lib/formats/envelopes/metablock';
import { readBundle } from '#lib/formats/envelopes/sigstore-bundle';
import { readStatement } from '#lib/formats/envelopes/statement';
import {
  openAttestationList,
  openCloudBuildAnswer,
  openPypiAttestation,
} from '#lib/formats/envelopes/wrappers';
import { readBareProvenance } from '#lib/formats/provenance/bare-provenance';
import { readAnchore } from '#lib/formats/reports/anchore';
import { readClair } from '#lib/formats/reports/clair';
import { readDependencyCheck } from '#lib/formats/reports/dependency-check';
import { readGitlabReport } from '#lib/formats/reports/gitlab';
import { readGrype } from '#lib/formats/reports/grype';
import { readHarborReport } from '#lib/formats/reports/harbor-report';
import { readLicenceReport } from '#lib/formats/reports/licence-report';
import { readNpmAudit } from '#lib/formats/reports/npm-audit';
import { readOsvScanner } from '#lib/formats/reports/osv-scanner';
import { readSarif } from '#lib/formats/reports/sarif';
import { readSnyk } from '#lib/formats/reports/snyk';
import { readTrivy } from '#lib/formats/reports/trivy';
import { readTrivyOperator } from '#lib/formats/reports/trivy-operator';
import { readCycloneDx } from '#lib/formats/sboms/cyclonedx';
import { readSpdx2 } from '#lib/formats/sboms/spdx2';
import { readSpdx3 } from '#lib/formats/sboms/spdx3';
import { readSyft } from '#lib/formats/sboms/syft';
import { openWrappedSbom } from '#lib/formats/sboms/wrapped-sbom';
import { readCosignBundle, readCosignDownload } from '#lib/formats/signatures/cosign-bundle';
import { readHelmProvenance } from '#lib/formats/signatures/helm-provenance';
import { readCose, readJws } from '#lib/formats/signatures/notation';
import { readSimpleSigning } from '#lib/formats/signatures/simple-signing';
import { readGoTest } from '#lib/formats/test-results/go-test';
import { readCtrf, readJest, readPytest } from '#lib/formats/test-results/json-tests';
import { readJUnit } from '#lib/formats/test-results/junit';
import { readTap } from '#lib/formats/test-results/tap';
import { readXmlTests } from '#lib/formats/test-results/xml-tests';
import { readCsaf } from '#lib/formats/vex/csaf';
import { readOpenVex } from '#lib/formats/vex/openvex';

// Each table is in the order in which a value is tried; a new form is a file and a row here.

/** What wraps documents. */
export const envelopes: readonly EnvelopeReader[] = [
  readBundle,
  readDsse,
  readStatement,
  readMetablock,
  openAttestationList,
  openCloudBuildAnswer,
  openPypiAttestation,
  openWrappedSbom,
];

/** What a value of a container may be. */
export const jsonForms: readonly JsonReader[] = [
  readJws,
  readSimpleSigning,
  readCosignBundle,
  readCosignDownload,
  readSpdx2,
  readSpdx3,
  readCycloneDx,
  readSyft,
  readOpenVex,
  readCsaf,
  readSarif,
  readTrivy,
  readHarborReport,
  readGrype,
  readTrivyOperator,
  readClair,
  readOsvScanner,
  readSnyk,
  readAnchore,
  readNpmAudit,
  readDependencyCheck,
  readGitlabReport,
  readJUnit,
  readXmlTests,
  readCtrf,
  readJest,
  readPytest,
  readGoTest,
  readLicenceReport,
  readBareProvenance,
  readModelConfig,
  readImageConfig,
  readChart,
  readKubernetes,
  readCompose,
  readFalcoRules,
];

/** What text or bytes may be that are in no container. */
export const textForms: readonly TextReader[] = [
  readCose,
  readWasm,
  readGguf,
  readSafetensors,
  readRego,
  readHelmProvenance,
  readTap,
];
