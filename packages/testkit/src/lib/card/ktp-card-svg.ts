import type { KtpFile } from '../ktp-file.ts'
import { ocrAAdvance, ocrAOutlines } from './ocr-a-outlines.ts'

/** ID-1 (85.6 x 54 mm) at 300 dots an inch. */
export const cardSize: { readonly width: 1012; readonly height: 638 } = { width: 1012, height: 638 }

const ink = '#14171c'

/**
 * Draws an invented card as SVG: two centred header lines, the NIK in OCR-A, label, colon and value columns, a plain
 * silhouette where the photo is (red ground for an odd birth year, blue for an even one), place and date of issue under it.
 */
export function ktpCardSvg(card: KtpFile): string {
  const { width, height } = cardSize
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Arimo" fill="${ink}">`,
    ground(),
    headerLine(`PROVINSI ${card.provinsi}`, 62),
    headerLine(card.kabupatenKota.replace(/^KABUPATEN (?=.*JAKARTA)/, ''), 104),
    `<text x="36" y="166" font-size="35" font-weight="700">NIK</text><text x="218" y="166" font-size="35" font-weight="700">:</text>`,
    nik(card.nik, 250, 166),
    ...bodyRows(card),
    photo(Number(card.tanggalLahir.slice(-4))),
    issue(card),
    '</svg>',
  ].join('\n')
}

function ground(): string {
  const { width, height } = cardSize
  const waves = Array.from({ length: 16 }, (_, index) => {
    const y = index * 42 + 10
    return `<path d="M0 ${y} Q 253 ${y - 34} 506 ${y} T 1012 ${y}" fill="none" stroke="#8fc1dd" stroke-width="1.6"/>`
  })
  return `<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#b8dcee"/><stop offset="0.5" stop-color="#d6ecf4"/><stop offset="1" stop-color="#a9d2e8"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#g)"/>${waves.join('')}`
}

function headerLine(value: string, y: number): string {
  return `<text x="506" y="${y}" font-size="35" font-weight="700" text-anchor="middle">${escaped(value)}</text>`
}

function nik(digits: string, x: number, y: number): string {
  const scale = 0.042
  const glyphs = [...digits].map(
    (digit, index) =>
      `<path transform="translate(${x + index * ocrAAdvance * scale} ${y}) scale(${scale} ${-scale})" d="${ocrAOutlines[digit]}"/>`,
  )
  return glyphs.join('')
}

function bodyRows(card: KtpFile): readonly string[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Nama', card.nama],
    ['Tempat/Tgl Lahir', `${card.tempatLahir}, ${card.tanggalLahir}`],
    ['Jenis Kelamin', card.jenisKelamin],
    ['Alamat', card.alamat],
    ['     RT/RW', card.rtRw],
    ['     Kel/Desa', card.kelDesa],
    ['     Kecamatan', card.kecamatan],
    ['Agama', card.agama],
    ['Status Perkawinan', card.statusPerkawinan],
    ['Pekerjaan', card.pekerjaan],
    ['Kewarganegaraan', card.kewarganegaraan],
    ['Berlaku Hingga', card.berlakuHingga],
  ]
  const lines = rows.flatMap(([label, value]) => {
    const [first = '', ...more] = wrapped(value ?? '-')
    return [[label, first] as const, ...more.map((rest) => ['', rest] as const)]
  })
  const step = Math.min(32.5, 400 / lines.length)
  return lines.map(([label, value], index) => bodyRow(label, value, 212 + index * step, card.golDarah))
}

function bodyRow(label: string, value: string, y: number, golDarah = '-'): string {
  const indent = label.length - label.trimStart().length
  const text = (x: number, content: string): string =>
    `<text x="${x}" y="${y}" font-size="25">${escaped(content)}</text>`
  const labelled = label === '' ? '' : text(36 + indent * 6, label.trim()) + text(250, ':')
  const blood = label === 'Jenis Kelamin' ? text(545, 'Gol. Darah') + text(680, `: ${golDarah}`) : ''
  return labelled + text(268, value) + blood
}

/** Breaks at a space where the line would reach the photo. */
function wrapped(value: string): readonly string[] {
  const lines: string[] = []
  for (const word of value.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 28) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function photo(birthYear: number): string {
  const colour = birthYear % 2 === 1 ? '#b3312f' : '#2f5fb3'
  return `<g transform="translate(768 170)"><rect width="208" height="272" fill="${colour}"/><circle cx="104" cy="112" r="52" fill="#8d7767"/><path d="M22 272 Q 28 178 104 178 T 186 272 Z" fill="#565b66"/></g>`
}

function issue({ tempatTerbit, tanggalTerbit }: KtpFile): string {
  if (tempatTerbit === undefined || tanggalTerbit === undefined) return ''
  const line = (y: number, value: string): string =>
    `<text x="872" y="${y}" font-size="22" text-anchor="middle">${escaped(value)}</text>`
  const signature =
    '<path d="M800 590 q 20 -50 34 -6 t 30 -16 t 26 10 t 40 -14" fill="none" stroke="#1b2d66" stroke-width="3"/>'
  return line(484, tempatTerbit) + line(512, tanggalTerbit) + signature
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
