export { type District, findDistrict } from './lib/regions/find-district.ts'
export { nttDistricts } from './lib/regions/ntt-districts.ts'
