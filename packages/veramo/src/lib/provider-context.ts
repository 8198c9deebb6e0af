import type { IAgentContext, IDIDManager, IKeyManager, IResolver } from '@veramo/core-types'
import type { LontarDidStore } from './lontar-did-store.ts'
import type { LontarKeyManagementSystem } from './lontar-key-management-system.ts'

/** What an agent must have for a `LontarCredentialProvider`. */
export type ProviderContext = IAgentContext<
  Pick<IDIDManager, 'didManagerGet'> & Pick<IKeyManager, 'keyManagerGet' | 'keyManagerSign'> & IResolver
> & {
  /**
   * The key system of this process, to sign with directly instead of through `keyManagerSign`; `createLontarAgent` puts
   * it into the context of its agent. A key that it does not have is signed with through the agent.
   */
  readonly lontarKeys?: Pick<LontarKeyManagementSystem, 'findKey' | 'signBytes'>
  /** The DIDs of this process, to find one directly instead of through `didManagerGet`; put there in the same way. */
  readonly lontarDids?: Pick<LontarDidStore, 'findDID'>
}
