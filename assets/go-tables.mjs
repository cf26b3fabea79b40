// Empties what a Go program carries only to say where it crashed: the file and line of each instruction, which calls
// were inlined there, arguments for traces, and the names of functions other than the runtime's own (of which it looks
// some up). With no table for a function Go's runtime writes "?:0"; the reason of a crash stays.
//
// The layout is that of runtime.pcHeader, runtime._func and runtime.moduledata in Go 1.26. Where it is not found as it
// should be, the program stays as it is: a newer Go's is larger, not broken.

/** How pcHeader begins: its magic number, two zeros, instructions of one byte and pointers of eight. */
const MAGIC = [0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8];

/** Offsets of fields in pcHeader (u64), and its length. */
const HEADER = { functions: 8, names: 32, units: 40, files: 48, tables: 56, entries: 64, length: 72 };

/** Offsets in moduledata of its second field, which is where the names are, and of gofunc. */
const MODULE = { names: 8, gofunc: 320 };

/** Offsets of fields in _func, and its length before its lists of tables (pcdata) and of other data (funcdata). */
const FUNC = { name: 4, stack: 16, file: 20, line: 24, pcdata: 28, unit: 32, start: 36, id: 40, funcdata: 43, length: 44 };

/** Places in those lists of what only traces need. */
const TRACE_TABLES = { inlined: 2, liveArguments: 3 };
const TRACE_DATA = { inlined: 3, arguments: 5, liveArguments: 6 };

const INLINED_CALL = 16; // bytes of a runtime.inlinedCall
const WRAPPER = 23; // abi.FuncIDWrapper: the runtime reads the names of wrappers
const NONE = 0xffffffff;
const KEPT_NAMES = /^(runtime|reflect|internal\/runtime)[./]/;

/** `memory` is { start, bytes }; what is returned is a copy if there was something to empty. */
export function withoutTraces(memory) {
  const copy = memory.bytes.slice();
  const view = new DataView(copy.buffer);
  const header = findHeader(view, memory.start);
  if (header === null) return memory;
  const used = { tables: new Uint8Array(header.entries - header.tables), names: new Uint8Array(header.units - header.names) };
  for (let k = 0; k < header.functions; k++) {
    const at = header.entries + view.getUint32(header.entries + 8 * k + 4, true);
    dropPlaces(view, at);
    dropTraceData(view, header, at);
    dropName(view, header, at, used.names);
    markTables(view, header, at, used.tables);
  }
  copy.fill(0, header.units, header.tables); // units and files
  used.tables.forEach((isUsed, k) => { if (!isUsed) copy[header.tables + k] = 0; });
  used.names.forEach((isUsed, k) => { if (!isUsed) copy[header.names + k] = 0; });
  return { start: memory.start, bytes: copy };
}

/** The one header in the memory, with places in place of offsets, or null. */
function findHeader(view, start) {
  const address = (at) => Number(view.getBigUint64(at, true));
  const found = [];
  for (let at = 0; at + HEADER.length <= view.byteLength; at += 8) {
    if (!MAGIC.every((byte, k) => view.getUint8(at + k) === byte)) continue;
    const header = { functions: address(at + HEADER.functions) };
    for (const name of ['names', 'units', 'files', 'tables', 'entries']) header[name] = at + address(at + HEADER[name]);
    const { functions, names, units, files, tables, entries } = header;
    const inOrder = names === at + HEADER.length && names < units && units < files && files < tables &&
      tables < entries && entries + 8 * functions < view.byteLength;
    if (inOrder) found.push({ ...header, at });
  }
  if (found.length !== 1) return null;
  const [header] = found;
  for (let at = 0; at + MODULE.gofunc + 8 <= view.byteLength; at += 8) {
    if (address(at) !== start + header.at || address(at + MODULE.names) !== start + header.names) continue;
    const gofunc = address(at + MODULE.gofunc) - start;
    return gofunc > 0 && gofunc < view.byteLength ? { ...header, gofunc } : null;
  }
  return null;
}

/** File, line and compilation unit of a function. */
function dropPlaces(view, at) {
  for (const field of [FUNC.file, FUNC.line, FUNC.unit, FUNC.start]) view.setUint32(at + field, 0, true);
}

/** What was inlined into a function, and where its arguments are. */
function dropTraceData(view, header, at) {
  const tables = view.getUint32(at + FUNC.pcdata, true), data = view.getUint8(at + FUNC.funcdata);
  const table = (k) => at + FUNC.length + 4 * k, datum = (k) => table(tables + k);
  if (tables > TRACE_TABLES.inlined && data > TRACE_DATA.inlined) {
    const calls = 1 + mostOf(view, header, view.getUint32(table(TRACE_TABLES.inlined), true));
    const tree = view.getUint32(datum(TRACE_DATA.inlined), true);
    if (tree !== NONE) {
      for (let k = 0; k < calls * INLINED_CALL; k++) view.setUint8(header.gofunc + tree + k, 0);
    }
  }
  for (const k of Object.values(TRACE_TABLES)) if (tables > k) view.setUint32(table(k), 0, true);
  for (const k of Object.values(TRACE_DATA)) if (data > k) view.setUint32(datum(k), NONE, true);
}

/** A function's name, unless the runtime looks it up. */
function dropName(view, header, at, used) {
  const offset = view.getUint32(at + FUNC.name, true);
  let name = '';
  for (let k = offset; view.getUint8(header.names + k) !== 0; k++) name += String.fromCharCode(view.getUint8(header.names + k));
  if (KEPT_NAMES.test(name) || view.getUint8(at + FUNC.id) === WRAPPER) used.fill(1, offset, offset + name.length);
  else view.setUint32(at + FUNC.name, 0, true);
}

function markTables(view, header, at, used) {
  const mark = (offset) => { for (const { from, to } of entriesOf(view, header, offset)) used.fill(1, from, to); };
  mark(view.getUint32(at + FUNC.stack, true));
  const tables = view.getUint32(at + FUNC.pcdata, true);
  for (let k = 0; k < tables; k++) mark(view.getUint32(at + FUNC.length + 4 * k, true));
}

/** The largest value in a table. */
function mostOf(view, header, offset) {
  let most = -1;
  for (const { value } of entriesOf(view, header, offset)) most = Math.max(most, value);
  return most;
}

/**
 * The entries of a table: { value, from, to }, where its bytes are. Each is a difference in zigzag form and a number of
 * instructions; the values begin at -1, and a difference of 0 that is not the first ends the table.
 */
function* entriesOf(view, { tables }, offset) {
  if (offset === 0) return;
  let at = offset;
  const number = () => {
    let value = 0, factor = 1, byte;
    do {
      byte = view.getUint8(tables + at++);
      value += (byte & 0x7f) * factor;
      factor *= 128;
    } while (byte & 0x80);
    return value;
  };
  for (let value = -1, first = true; ; first = false) {
    const from = at;
    const difference = number();
    const ends = difference === 0 && !first;
    value += difference % 2 ? -(difference + 1) / 2 : difference / 2;
    if (!ends) number();
    yield { value, from, to: at };
    if (ends) return;
  }
}
