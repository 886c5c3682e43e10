import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { digestOf } from '#e2e/faults/scratch-registry';
import type { RegistryClient } from '#lib/registry/registry-client';
import { createWriteGate, guardWrites } from '#lib/server/changes/run/write-gate';
