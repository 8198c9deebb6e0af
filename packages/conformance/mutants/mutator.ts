import type { Artefact, Cast } from './artefact.ts'
import type { SeededChoices } from './seeded-choices.ts'

/** What a mutator works with. */
export interface Mutation<Kind extends Artefact['kind'] = Artefact['kind']> {
  readonly artefact: Extract<Artefact, { readonly kind: Kind }>
  /** Every artefact of the scene, to mix parts of. */
  readonly others: readonly Artefact[]
  readonly cast: Cast
  readonly choices: SeededChoices
}

/** Makes a hostile variant. `undefined` when the class does not apply to the artefact. */
export type Mutate<Kind extends Artefact['kind'] = Artefact['kind']> = (
  mutation: Mutation<Kind>,
) => Promise<string | undefined>
