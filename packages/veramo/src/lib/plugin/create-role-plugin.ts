import type { IAgentPlugin, IPluginMethodMap } from '@veramo/core-types'
import { refuseDebugLog } from '../refuse-debug-log.ts'
import { AgentMethodError, toAgentMethodError } from './agent-method-error.ts'
import { misfit } from './misfit.ts'
import type { RoleSchema } from './role-schema.ts'

/** What every plugin of a role takes besides. */
export interface RolePluginOptions {
  /**
   * Told of what a method failed with, before the caller gets its code; nobody by default. The `cause` of `internal` may
   * hold anything: keep it out of logs.
   */
  readonly onError?: (error: AgentMethodError) => void
}

/**
 * Makes a plugin whose methods take nothing but what fits their schema, and throw `AgentMethodError` and nothing else.
 *
 * @throws OperationError `usage` when `DEBUG` would make Veramo write arguments and results to its log.
 */
export function createRolePlugin(
  schema: RoleSchema,
  methods: IPluginMethodMap,
  { onError = () => {} }: RolePluginOptions,
): IAgentPlugin {
  refuseDebugLog()
  const guarded = Object.entries(methods).map(([name, method]) => [
    name,
    async (args: unknown, context: unknown) => {
      try {
        requireFit(args, schema, name)
        return await method(args, context)
      } catch (error) {
        const failure = toAgentMethodError(error)
        onError(failure)
        throw failure
      }
    },
  ])
  return Object.freeze({ methods: Object.fromEntries(guarded), schema })
}

/** A method without a schema takes nothing at all. */
function requireFit(args: unknown, { components: { methods } }: RoleSchema, name: string): void {
  const expected = methods[name]?.arguments
  const argument = expected === undefined ? name : misfit(args, expected)
  if (argument !== undefined) throw new AgentMethodError('ERR_INVALID_ARG_VALUE', { argument })
}
