export { type ErrorCatalogueEntry, errorCatalogue } from './lib/errors/error-catalogue.ts'
