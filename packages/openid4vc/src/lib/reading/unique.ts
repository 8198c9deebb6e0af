/** Whether no value stands twice. */
export function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}
