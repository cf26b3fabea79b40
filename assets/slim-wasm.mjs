// Makes programs that Go's linker wrote smaller to send, without changing what they do:
//
//   node assets/slim-wasm.mjs dist/app.wasm ...
//
// The linker writes a data segment for every run between zeros, tens of thousands of them, whose headers compress
// badly: they become a few. And tables that only the traces of crashes need are emptied (go-tables.mjs).
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Reader, Writer } from './leb.mjs';
import { withoutTraces } from './go-tables.mjs';

const DATA = 11, DATA_COUNT = 12;

/** A run of so many zeros begins a new segment. */
const GAP = 1024;

/** The same program, smaller. `bytes` is not changed. */
export function slim(bytes) {
  const reader = new Reader(bytes, 8);
  const out = new Writer();
  out.bytes(bytes.subarray(0, 8));
  while (reader.at < bytes.length) {
    const from = reader.at;
    const id = reader.byte();
    const end = reader.unsigned() + reader.at;
    if (id === DATA_COUNT) throw new Error('a program that counts its data segments is not of the Go that this knows');
    if (id === DATA) out.section(DATA, dataSection(withoutTraces(memoryOf(reader))));
    else out.bytes(bytes.subarray(from, end));
    reader.at = end;
  }
  return out.result();
}

/** What the data segments write, as { start, bytes } from the first written byte to the last. */
function memoryOf(reader) {
  const segments = Array.from({ length: reader.unsigned() }, () => {
    if (reader.unsigned() !== 0 || reader.byte() !== 0x41) throw new Error('a data segment is not where i32.const says');
    const offset = reader.signed();
    if (reader.byte() !== 0x0b) throw new Error('the offset of a data segment is not a constant');
    return { offset, bytes: reader.take(reader.unsigned()) };
  });
  const first = segments.reduce((least, { offset }) => Math.min(least, offset), Infinity);
  const start = first - first % 8; // what Go aligns stays aligned
  const end = segments.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes.length), 0);
  const memory = new Uint8Array(end - start);
  for (const { offset, bytes } of segments) memory.set(bytes, offset - start);
  return { start, bytes: memory };
}

/** The contents of a data section that writes this. */
function dataSection({ start, bytes }) {
  const segments = [...runs(bytes)];
  const out = new Writer();
  out.unsigned(segments.length);
  for (const [from, to] of segments) {
    out.bytes([0, 0x41]);
    out.signed(start + from);
    out.bytes([0x0b]);
    out.unsigned(to - from);
    out.bytes(bytes.subarray(from, to));
  }
  return out.result();
}

/** [from, to) of what lies between long runs of zeros. */
function* runs(bytes) {
  let from = 0;
  while (from < bytes.length) {
    if (bytes[from] === 0) {
      from++;
      continue;
    }
    let to = from + 1;
    for (let zeros = 0, at = to; at < bytes.length && zeros < GAP; at++) {
      if (bytes[at] === 0) zeros++;
      else [zeros, to] = [0, at + 1];
    }
    yield [from, to];
    from = to;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of process.argv.slice(2)) await writeFile(file, slim(await readFile(file)));
}
