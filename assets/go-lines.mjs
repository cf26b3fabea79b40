// Empties the tables in a Go program's memory that tell the file and line of each instruction. Go's runtime reads them
// only to write a trace when it crashes; with no table for a function it writes "?:0" (runtime.pcvalue with offset 0).
// The layout is that of runtime.pcHeader and runtime._func in Go 1.26. Where it is not found as it should be, the
// program stays as it is: a newer Go's is larger, not broken.

/** How pcHeader begins: its magic number, two zeros, instructions of one byte and pointers of eight. */
const MAGIC = [0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8];

/** Offsets of fields in pcHeader (u64), and its length. */
const HEADER = { functions: 8, names: 32, units: 40, files: 48, tables: 56, entries: 64, length: 72 };

/** Offsets of fields in _func (u32; counts before the lists of other tables), and its length before them. */
const FUNC = { stack: 16, file: 20, line: 24, others: 28, length: 44 };

/** `memory` is { start, bytes }; what is returned is a copy if there was something to empty. */
export function withoutLines(memory) {
  const view = new DataView(memory.bytes.slice().buffer);
  const header = findHeader(view);
  if (header === null) return memory;
  const functions = [...functionsOf(view, header)];
  const used = new Uint8Array(header.entries - header.tables);
  for (const at of functions) {
    mark(view, header, used, view.getUint32(at + FUNC.stack, true));
    const others = view.getUint32(at + FUNC.others, true);
    if (others > 16) return memory;
    for (let k = 0; k < others; k++) mark(view, header, used, view.getUint32(at + FUNC.length + 4 * k, true));
    view.setUint32(at + FUNC.file, 0, true);
    view.setUint32(at + FUNC.line, 0, true);
  }
  used.forEach((isUsed, k) => { if (!isUsed) view.setUint8(header.tables + k, 0); });
  return { start: memory.start, bytes: new Uint8Array(view.buffer) };
}

/** The one header in the memory, with addresses in place of offsets, or null. */
function findHeader(view) {
  const found = [];
  for (let at = 0; at + HEADER.length <= view.byteLength; at += 8) {
    if (!MAGIC.every((byte, k) => view.getUint8(at + k) === byte)) continue;
    const field = (name) => Number(view.getBigUint64(at + HEADER[name], true));
    const [names, units, files, tables, entries] =
      ['names', 'units', 'files', 'tables', 'entries'].map((name) => at + field(name));
    const functions = field('functions');
    const inOrder = names === at + HEADER.length && names < units && units < files && files < tables &&
      tables < entries && entries + 8 * functions < view.byteLength;
    if (inOrder) found.push({ functions, tables, entries });
  }
  return found.length === 1 ? found[0] : null;
}

/** Where each function's _func is. */
function* functionsOf(view, { functions, entries }) {
  for (let k = 0; k < functions; k++) yield entries + view.getUint32(entries + 8 * k + 4, true);
}

/** Marks the bytes of a table: pairs of numbers, of which the first is 0 only at the end, or at the very beginning. */
function mark(view, { tables }, used, offset) {
  if (offset === 0) return;
  let at = offset;
  const number = () => {
    const from = at;
    let zero = true;
    for (let more = true; more; at++) {
      const byte = view.getUint8(tables + at);
      zero &&= (byte & 0x7f) === 0;
      more = (byte & 0x80) !== 0;
    }
    used.fill(1, from, at);
    return zero;
  };
  for (let first = true; ; first = false) {
    if (number() && !first) return;
    number();
  }
}
