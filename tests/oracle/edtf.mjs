// How does edtf.js read these dates? One EDTF expression a line on standard input; for each
// text<TAB>ok or error<TAB>earliest<TAB>latest on standard output, with .. for an open bound.

import { createInterface } from 'node:readline'
import edtf, { parse } from 'edtf'

// Open and unknown ends are infinite or null; NaN is a year beyond JavaScript's calendar.
const day = (value) => {
  if (value == null || Math.abs(value) === Infinity) return '..'
  if (Number.isNaN(value)) return 'beyond'
  return asEdtf(new Date(value).toISOString().slice(0, -'T00:00:00.000Z'.length))
}

// Years outside 0000..9999 come with a sign and six digits.
const asEdtf = (text) => text.replace(/^-00(?=\d{4}-)/, '-').replace(/^(-?)\+?0*(?=\d{5})/, 'Y$1')

for await (const text of createInterface({ input: process.stdin })) {
  try {
    const date = edtf(parse(text))
    console.log([text, 'ok', day(date.min), day(date.max)].join('\t'))
  } catch (error) {
    console.log([text, 'error: ' + error.message.split('\n')[0], '', ''].join('\t'))
  }
}
