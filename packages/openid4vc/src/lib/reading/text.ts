import * as v from 'valibot'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** A non-empty string of at most `maxLength` UTF-16 units. */
export function text(maxLength = 4096): v.GenericSchema<string> {
  return v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength))
}

/** A text that will be shown to a person: no control character and none that turns the direction of writing. */
export function shownText(maxLength: number): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(maxLength),
    v.check((value) => !unprintable.test(value)),
  )
}
