import { createMemoryVault, openWallet, type Vault, type Wallet, type WalletOptions } from '@lontar/wallet'
import { onTestFinished } from 'vitest'
import { type IssuerScene, openIssuerScene, type SceneOptions } from './issuer-scene.ts'

/** A wallet under test, and an issuer that does as the test wants. */
export interface WalletScene extends IssuerScene {
  readonly wallet: Wallet
  readonly vault: Vault
  /** The options under which the wallet trusts the issuer. */
  readonly trusting: { readonly trust: ReturnType<IssuerScene['issuer']['trustList']> }
}

/** What a test may choose. */
export interface WalletSceneOptions extends SceneOptions {
  readonly walletOptions?: (scene: IssuerScene) => Promise<Partial<WalletOptions>>
}

/** Opens a scene that ends with the test; without HAIP unless it is asked for. */
export async function openWalletScene(options: WalletSceneOptions = {}): Promise<WalletScene> {
  const { walletOptions = async () => ({}), ...sceneOptions } = options
  const scene = await openIssuerScene({ haip: false, ...sceneOptions })
  onTestFinished(() => scene.close())
  const vault = createMemoryVault()
  const own = await walletOptions(scene)
  const wallet = await openWallet({ vault, fetch: scene.fetch, now: () => scene.now, ...own })
  return { ...scene, wallet, vault, trusting: { trust: scene.issuer.trustList() } }
}

/** Changes the JSON that one endpoint answers, where it answers with success. */
export function tampering(
  path: string,
  change: (message: Record<string, unknown>) => Record<string, unknown>,
): NonNullable<SceneOptions['tamper']> {
  return async (request, response) => {
    if (request.path !== path || !response.ok) return response
    const message = (await response.json()) as Record<string, unknown>
    return Response.json(change(message), {
      status: response.status,
      headers: { 'cache-control': 'no-store' },
    })
  }
}
