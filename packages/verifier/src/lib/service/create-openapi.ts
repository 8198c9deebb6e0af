import { listServiceRoutes, type RouteAnswer, type ServiceRoute } from './service-routes.ts'
import { type JsonSchema, ref, serviceSchemas } from './service-schemas.ts'

/**
 * Writes the OpenAPI document of the service from its routes and schemas.
 *
 * @param url the public URL of the verifier
 * @see OpenAPI 3.1.1
 */
export function createOpenApi(url: string): JsonSchema {
  const routes = listServiceRoutes()
  const paths = [...new Set(routes.map(([, { path }]) => path))]
  return {
    openapi: '3.1.1',
    info: {
      title: 'Lontar verifier',
      version: '1',
      summary: 'Ask holders for credentials and read what they answered.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    paths: Object.fromEntries(
      paths.map((path) => [
        path,
        Object.fromEntries(
          routes
            .filter(([, route]) => route.path === path)
            .map(([operationId, route]) => [route.method, operation(operationId, route)]),
        ),
      ]),
    ),
    components: {
      schemas: serviceSchemas,
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function operation(
  operationId: string,
  { summary, access, parameters, body, answers }: ServiceRoute,
): JsonSchema {
  const unauthorised: RouteAnswer = {
    description: 'The key is missing or wrong',
    content: ['application/json', ref('Error')],
  }
  const all = access === 'key' ? { ...answers, 401: unauthorised } : answers
  return {
    operationId,
    summary,
    security: access === 'key' ? [{ apiKey: [] }] : [],
    ...(parameters && {
      parameters: parameters.map((parameter) => ({ ...parameter, required: parameter.in === 'path' })),
    }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: Object.fromEntries(Object.entries(all).map(([status, answer]) => [status, response(answer)])),
  }
}

function response({ description, content }: RouteAnswer): JsonSchema {
  return { description, ...(content && { content: { [content[0]]: { schema: content[1] } } }) }
}
