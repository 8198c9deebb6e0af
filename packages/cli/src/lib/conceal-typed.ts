/** What the parser says of what was typed; the quotes are its own, and what is between them can hold more. */
const quotations: readonly RegExp[] = [
  /(unknown (?:command|option) ')(.*)(')/s,
  /(' argument ')(.*)(' is invalid)/s,
  /(command-argument value ')(.*)(' is invalid for argument ')/s,
  /(too many arguments.* but got \d+: )(.*)(\.\s*)$/s,
]

/**
 * Takes out of a message of the parser what somebody typed: an offer, a code or a NIK in the wrong place would end in a
 * log. The names of our own options stay.
 */
export function concealTyped(message: string): string {
  return quotations.reduce((text, quotation) => text.replace(quotation, '$1…$3'), message)
}
