export {
  createRegistrySimulatorHandler,
  type RegistrySimulatorHandlerOptions,
} from './lib/registry/create-registry-simulator-handler.ts'
export { parseRegistryCsv, type RegistryFileRecord } from './lib/registry/parse-registry-csv.ts'
export {
  createRegistrySimulator,
  type RegistryRecords,
  type RegistrySimulator,
} from './lib/registry/registry-simulator.ts'
