/**
 * Makes what a case offers when it is first offered, and keeps it: who measures a later offer measures what refuses it,
 * and not how it was made.
 *
 * @param make makes it.
 * @returns what was made.
 */
export function madeOnce<Made>(make: () => Made): () => Made {
  let kept: { readonly made: Made } | undefined
  return () => {
    kept ??= { made: make() }
    return kept.made
  }
}
