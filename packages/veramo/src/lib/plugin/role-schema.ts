import type { IPluginMethodMap } from '@veramo/core-types'
import type { JsonSchema, Schema } from './schema.ts'

/** The methods that a map names itself. */
export type OwnMethods<Methods extends IPluginMethodMap> = {
  readonly [Name in keyof Methods as string extends Name ? never : Name]: Methods[Name]
}

/** What is said of each method: every one of the map, with its own types, or it does not compile. */
export type MethodSchemas<Methods extends IPluginMethodMap> = {
  readonly [Name in keyof OwnMethods<Methods>]: {
    /** What the method does, in one sentence. */
    readonly description: string
    /** What it takes. */
    readonly arguments: Schema<Parameters<Methods[Name]>[0]>
    /** What it gives. */
    readonly returnType: Schema<Awaited<ReturnType<Methods[Name]>>>
  }
}

/** What a method takes and gives. */
export interface MethodSchema {
  /** What the method does, in one sentence. */
  readonly description: string
  /** What it takes. */
  readonly arguments: JsonSchema
  /** What it gives. */
  readonly returnType: JsonSchema
}

/** The schema of a plugin as Veramo wants it. */
export interface RoleSchema {
  /** As OpenAPI has them. */
  readonly components: {
    /** Named schemas: none, for each method holds its own. */
    readonly schemas: Readonly<Record<string, JsonSchema>>
    /** The methods, by name. */
    readonly methods: Readonly<Record<string, MethodSchema>>
  }
}
