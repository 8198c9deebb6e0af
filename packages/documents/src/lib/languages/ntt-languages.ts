// Own compilation. Codes: ISO 639-3, checked in the package iso-639-3 3.0.1. Forms of address: one reader blog of 2014.
// Names of languages, areas and forms of address are all that is here. Phrases wait for native speakers: none is made
// up, and none is translated by machine.

/** A language of Nusa Tenggara Timur. */
export interface NttLanguage {
  /** ISO 639-3, which is also its BCP 47 tag; `id` is the tag of Bahasa Indonesia (`ind`). */
  readonly code: string
  /** What it is called. */
  readonly name: string
  /** Where it is spoken: regencies, towns and islands, in English words. */
  readonly area: string
  /** How a man and a woman are addressed; absent where no source tells. */
  readonly addressForms?: { readonly man: string; readonly woman: string }
}

/** The languages of Nusa Tenggara Timur of which something is known here, Bahasa Indonesia first. */
export const nttLanguages: readonly NttLanguage[] = [
  { code: 'ind', name: 'Bahasa Indonesia', area: 'the whole province' },
  {
    code: 'mkn',
    name: 'Melayu Kupang',
    area: 'Kupang, lingua franca of west Timor',
    addressForms: { man: 'Nyong', woman: 'Nona' },
  },
  {
    code: 'aoz',
    name: 'Uab Meto (Dawan)',
    area: 'Timor Tengah Selatan, Timor Tengah Utara, Kupang',
    addressForms: { man: 'Na’o', woman: 'Feto' },
  },
  { code: 'tet', name: 'Tetun', area: 'Belu, Malaka', addressForms: { man: 'Bou', woman: 'Bete' } },
  { code: 'bfn', name: 'Bunak', area: 'Belu' },
  {
    code: 'mqy',
    name: 'Manggarai',
    area: 'Manggarai, Manggarai Barat, Manggarai Timur',
    addressForms: { man: 'Nana', woman: 'Enu' },
  },
  { code: 'nxg', name: 'Ngadha', area: 'Ngada', addressForms: { man: 'Ema', woman: 'Uge' } },
  { code: 'nxe', name: 'Nage', area: 'Nagekeo' },
  { code: 'end', name: 'Ende', area: 'Ende', addressForms: { man: 'Ema', woman: 'Ine' } },
  { code: 'ljl', name: 'Lio', area: 'Ende, Sikka' },
  { code: 'ski', name: 'Sikka', area: 'Sikka', addressForms: { man: 'Mo’an', woman: 'Du’a' } },
  {
    code: 'slp',
    name: 'Lamaholot',
    area: 'Flores Timur, Lembata',
    addressForms: { man: 'Ama', woman: 'Oa' },
  },
  { code: 'ksx', name: 'Kedang', area: 'Lembata' },
  { code: 'aol', name: 'Alor', area: 'Alor, Pantar coasts' },
  { code: 'abz', name: 'Abui', area: 'Alor' },
  { code: 'xbr', name: 'Kambera', area: 'Sumba Timur', addressForms: { man: 'Umbu', woman: 'Rambu' } },
  { code: 'wew', name: 'Wejewa', area: 'Sumba Barat Daya', addressForms: { man: 'Ama', woman: 'Ina' } },
  { code: 'kod', name: 'Kodi', area: 'Sumba Barat Daya' },
  { code: 'hvn', name: 'Hawu (Sabu)', area: 'Sabu Raijua' },
  { code: 'twu', name: 'Rote Termanu', area: 'Rote Ndao', addressForms: { man: 'To’o', woman: 'Ti’i' } },
  { code: 'row', name: 'Dela-Oenale', area: 'Rote Ndao' },
  { code: 'heg', name: 'Helong', area: 'Kupang' },
  { code: 'nfa', name: 'Dhao', area: 'Rote Ndao (Ndao)' },
]
