const longestMilliseconds = 180_000

/** In a process that `startProcess` started: hears the parent, and ends with it or after three minutes. */
export function listenToParent(hear: (message: unknown) => Promise<object>): void {
  process.on('disconnect', () => process.exit(0))
  setTimeout(() => process.exit(1), longestMilliseconds).unref()
  process.on('message', async (message) => {
    process.send?.(await hear(message))
  })
}
