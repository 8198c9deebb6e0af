import type { Artefact, Cast } from './artefact.ts'
import { createCredentials } from './scene/credentials.ts'
import { createDocuments } from './scene/documents.ts'
import { createLists } from './scene/lists.ts'
import { createPresentations } from './scene/presentations.ts'
import { createStage, type Stage } from './scene/stage.ts'

/** Everything that mutants are made of. */
export interface Scene {
  readonly cast: Cast
  readonly artefacts: readonly Artefact[]
}

/**
 * Makes valid artefacts of every kind: each format at rest and in a presentation, a presentation of several
 * credentials, signed lists, and the documents from which keys and types are read.
 *
 * @param seed of every key and salt: the same seed makes the same artefacts, letter for letter.
 * @returns the scene.
 */
export async function createScene(seed: number): Promise<Scene> {
  const scenes = await Promise.all((['P-256', 'Ed25519'] as const).map((crv) => createSceneOn(seed, crv)))
  const [first] = scenes
  if (first === undefined) throw new TypeError('There is no scene.')
  return { cast: first.cast, artefacts: scenes.flatMap(({ artefacts }) => artefacts) }
}

async function createSceneOn(seed: number, crv: Stage['crv']): Promise<Scene> {
  const stage = await createStage(seed, crv)
  const artefacts: readonly Artefact[] = [
    ...(await createCredentials(stage)),
    ...(await createLists(stage)),
    ...(await createPresentations(stage)),
    ...(await createDocuments(stage)),
  ]
  return {
    cast: stage.cast,
    artefacts: artefacts.map((artefact) => ({
      ...artefact,
      name: `${artefact.name} on ${crv}`,
      lane: `${artefact.lane} ${crv}`,
    })),
  }
}
