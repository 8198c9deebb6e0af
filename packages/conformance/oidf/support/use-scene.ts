import { afterAll, beforeAll } from 'vitest'
import { type IssuerScene, openIssuerScene, type SceneOptions } from './issuer-scene.ts'
import { openScriptedClient, type ScriptedClient } from './scripted-client.ts'

/** What the tests of a file work with: there once the first of them begins. */
export interface Used {
  readonly scene: IssuerScene
  readonly client: ScriptedClient
}

/** Opens a scene and a client of it for all tests of a file. */
export function useScene(options: SceneOptions = {}): Used {
  let used: Used | undefined
  beforeAll(async () => {
    const scene = await openIssuerScene(options)
    used = { scene, client: await openScriptedClient(scene) }
  })
  afterAll(() => used?.scene.close())
  const opened = (): Used => {
    if (used === undefined) throw new TypeError('the scene is not open yet')
    return used
  }
  return {
    get scene() {
      return opened().scene
    },
    get client() {
      return opened().client
    },
  }
}
