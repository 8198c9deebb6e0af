/** Names what may be collected of each configuration: one data set, that of the identity behind the grant. */
export function credentialIdentifiersOf(
  configurationIds: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(configurationIds.map((id) => [`${id}.1`, id]))
}

/** The same by configuration, as a token response says it. */
export function identifiersByConfiguration(
  identifiers: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(identifiers).map(([identifier, id]) => [id, [identifier]]))
}
