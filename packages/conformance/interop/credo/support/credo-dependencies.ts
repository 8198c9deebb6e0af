import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import type { AgentDependencies, FileSystem } from '@credo-ts/core'

/** What an agent needs of its platform: Node's own WebSocket and the fetch given; its files are never used here. */
export function createCredoDependencies(agentFetch: typeof fetch): AgentDependencies {
  return {
    FileSystem: createNoFileSystem(),
    EventEmitterClass: EventEmitter,
    fetch: agentFetch,
    WebSocketClass: WebSocket as unknown as AgentDependencies['WebSocketClass'],
  }
}

function createNoFileSystem(): AgentDependencies['FileSystem'] {
  const unused = async (): Promise<never> => {
    throw new TypeError('the agent keeps nothing in files')
  }
  class NoFileSystem implements FileSystem {
    readonly dataPath = tmpdir()
    readonly cachePath = tmpdir()
    readonly tempPath = tmpdir()
    readonly exists = unused
    readonly createDirectory = unused
    readonly copyFile = unused
    readonly write = unused
    readonly read = unused
    readonly delete = unused
    readonly downloadToFile = unused
  }
  return NoFileSystem
}
