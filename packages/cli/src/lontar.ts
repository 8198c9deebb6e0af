#!/usr/bin/env node
import type { Environment } from './lib/environment.ts'
import { reportFailure, run } from './lib/run.ts'
import { createStop } from './lib/stop.ts'

const args = process.argv.slice(2)
const stop = createStop((exitCode) => process.exit(exitCode))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop.ask)
// A reader that went away, as `head` does, has read what it wanted.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exit(1)
  })
}

const environment: Environment = {
  variables: process.env,
  workingDirectory: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
  stopSignal: stop.signal,
}
// What nobody caught is printed like every other failure, without its text and its stack.
process.on('uncaughtException', (error) => process.exit(reportFailure(error, args, environment)))

process.exitCode = await run(args, environment)
