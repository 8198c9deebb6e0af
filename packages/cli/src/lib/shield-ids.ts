import type { Command } from 'commander'

/** An id is 16 random bytes or more in base64url: 22 characters, of which the first can be a hyphen. */
const idWithHyphen = /^-[A-Za-z0-9_-]{21,}$/

/**
 * Puts ids that begin with a hyphen behind `--`, where the parser takes them for what they are. One id in 64 would
 * else be an unknown option.
 *
 * @param program knows which options there are and which of them take a value.
 */
export function shieldIds(args: readonly string[], program: Command): readonly string[] {
  const options = optionsOf(program)
  const flags = new Set(options.flatMap(({ long, short }) => [long, short]))
  const valued = new Set(options.flatMap((option) => (option.required ? [option.long, option.short] : [])))
  const end = args.indexOf('--')
  const open = end < 0 ? args : args.slice(0, end)
  const isId = (arg: string, index: number): boolean =>
    idWithHyphen.test(arg) && !flags.has(arg) && !valued.has(open[index - 1])
  const ids = open.filter(isId)
  if (ids.length === 0) return args
  const rest = open.filter((arg, index) => !isId(arg, index))
  return [...rest, '--', ...ids, ...(end < 0 ? [] : args.slice(end + 1))]
}

function optionsOf(command: Command): Command['options'] {
  return [...command.options, ...command.commands.flatMap(optionsOf)]
}
