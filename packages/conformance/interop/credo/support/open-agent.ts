import {
  Agent,
  CacheModule,
  type DependencyManager,
  InjectionSymbols,
  InMemoryLruCache,
  Kms,
  type Module,
} from '@credo-ts/core'
import {
  type OpenId4VcIssuerModuleConfigOptions,
  OpenId4VcModule,
  type OpenId4VcModuleConfigOptions,
  type OpenId4VcVerifierModuleConfigOptions,
} from '@credo-ts/openid4vc'
import type { Express } from 'express'
import { createCredoDependencies } from './credo-dependencies.ts'
import { createMemoryKeyManagement } from './memory-key-management.ts'
import { createMemoryStorage } from './memory-storage.ts'

/** The issuer side of an agent. */
export interface CredoIssuing {
  readonly app: Express
  readonly issuer: OpenId4VcIssuerModuleConfigOptions
  readonly verifier?: never
}

/** The verifier side of an agent. */
export interface CredoVerifying {
  readonly app: Express
  readonly verifier: OpenId4VcVerifierModuleConfigOptions
  readonly issuer?: never
}

/** How an agent is opened. */
export interface CredoAgentOptions {
  /** Makes it an issuer too. */
  readonly issuing?: CredoIssuing
  /** Makes it a verifier instead. */
  readonly verifying?: CredoVerifying
  /** Node's own by default. */
  readonly fetch?: typeof fetch
}

/** An agent of Credo, as far as these tests use it. */
export type CredoAgent = Awaited<ReturnType<typeof openCredoAgent>>

/**
 * Opens a Credo agent whose keys and records are in memory. Unlike in production it speaks http, for loopback.
 */
export async function openCredoAgent({
  issuing,
  verifying,
  fetch: agentFetch = fetch,
}: CredoAgentOptions = {}) {
  const agent = new Agent({
    // A storage without a version counts as an old one, though it is empty.
    config: { allowInsecureHttpUrls: true, autoUpdateStorageOnStartup: true },
    dependencies: createCredoDependencies(agentFetch),
    modules: {
      memory: storageModule(),
      cache: new CacheModule({ cache: new InMemoryLruCache({ limit: 100 }) }),
      kms: new Kms.KeyManagementModule({ backends: [createMemoryKeyManagement()] }),
      openid4vc: new OpenId4VcModule(toModuleOptions(issuing ?? verifying)),
    },
  })
  await agent.initialize()
  return agent
}

/** The module's own type knows only what is literally one or the other. */
function toModuleOptions(options: CredoIssuing | CredoVerifying | undefined) {
  return options as OpenId4VcModuleConfigOptions
}

function storageModule(): Module {
  return {
    register: (manager: DependencyManager) => {
      manager.registerInstance(InjectionSymbols.StorageService, createMemoryStorage())
    },
  }
}
