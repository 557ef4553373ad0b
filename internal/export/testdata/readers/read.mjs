// Reads what safir exported with other people's readers and says what they saw,
// as one JSON object. Usage: node read.mjs FOLDER
import fs from 'node:fs'
import path from 'node:path'
import ICAL from 'ical.js'
import Papa from 'papaparse'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { parse as bibtex } from '@retorquere/bibtex-parser'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { Model, defaultModel } from '@alephdata/followthemoney'

const folder = process.argv[2]
const text = name => fs.readFileSync(path.join(folder, name), 'utf8')
const lines = name => text(name).split('\n').filter(Boolean).map(l => JSON.parse(l))
const bytes = name => { const b = fs.readFileSync(path.join(folder, name)); return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength) }
const seen = {}

const cal = new ICAL.Component(ICAL.parse(text('events.ics')))
seen.ical = cal.getAllSubcomponents('vevent').map(v => {
  const e = new ICAL.Event(v)
  return { uid: e.uid, summary: e.summary, description: e.description, start: e.startDate.toString(), end: e.endDate.toString(),
    sequence: e.sequence, status: v.getFirstPropertyValue('status') }
})
seen.longest_line = Math.max(...text('events.ics').split('\r\n').map(l => Buffer.byteLength(l)))

seen.csv = Papa.parse(text('events.csv').replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true })
seen.parquet = await parquetReadObjects({ file: bytes('events.parquet'), compressors })

seen.atom_valid = XMLValidator.validate(text('events.atom'))
const feed = new XMLParser({ ignoreAttributes: false, htmlEntities: true, isArray: n => n === 'entry' || n === 'link' }).parse(text('events.atom')).feed
seen.atom = { entries: feed.entry.length, first: feed.entry[0].title, id: feed.entry[0].id, updated: feed.entry[0].updated }

const bib = bibtex(text('reports.bib'))
seen.bibtex = { errors: bib.errors, entries: bib.entries.map(e => ({ key: e.key, type: e.type, title: e.fields.title, date: e.fields.date, langid: e.fields.langid })) }
seen.csl = JSON.parse(text('reports.csl.json')).map(x => ({ id: x.id, type: x.type, title: x.title, issued: x.issued }))

const model = new Model(defaultModel)
seen.ftm = lines('all.ftm.jsonl').map(raw => {
  const schema = model.getSchema(raw.schema)
  const known = new Set([...schema.getProperties().keys()])
  return { schema: raw.schema, caption: model.getEntity(raw).getCaption(), unknown: Object.keys(raw.properties).filter(p => !known.has(p)),
    missing: (schema.required || []).filter(p => !raw.properties[p]), dangling: [] , id: raw.id,
    refers: [...known].filter(p => schema.getProperty(p).type.isEntity).flatMap(p => raw.properties[p] || []) }
})
const ids = new Set(seen.ftm.map(e => e.id))
for (const e of seen.ftm) { e.dangling = e.refers.filter(id => !ids.has(id)); delete e.refers }

console.log(JSON.stringify(seen, (k, v) => typeof v === 'bigint' ? Number(v) : v))
