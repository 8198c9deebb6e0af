/** The instant that lies a number of seconds after another. */
export function afterSeconds(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000)
}
