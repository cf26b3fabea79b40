// Reading and writing the binary form of WebAssembly: bytes and LEB128 numbers of at most 32 bits.

export class Reader {
  #bytes;
  constructor(bytes, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.#bytes[this.at++];
  }
  take(length) {
    return this.#bytes.subarray(this.at, this.at += length);
  }
  unsigned() {
    return this.#number() >>> 0;
  }
  signed() {
    return this.#number(true);
  }
  #number(signed = false) {
    let value = 0, shift = 0, byte;
    do {
      byte = this.byte();
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    return signed && shift < 32 && byte & 0x40 ? value | (-1 << shift) : value;
  }
}

export class Writer {
  #parts = [];
  bytes(bytes) {
    this.#parts.push(Uint8Array.from(bytes));
  }
  unsigned(value) {
    const bytes = [];
    do {
      bytes.push(value & 0x7f | (value > 0x7f ? 0x80 : 0));
      value >>>= 7;
    } while (value > 0);
    this.bytes(bytes);
  }
  signed(value) {
    const bytes = [];
    for (let more = true; more;) {
      const byte = value & 0x7f;
      value >>= 7;
      more = !(value === 0 && !(byte & 0x40)) && !(value === -1 && byte & 0x40);
      bytes.push(byte | (more ? 0x80 : 0));
    }
    this.bytes(bytes);
  }
  section(id, contents) {
    this.bytes([id]);
    this.unsigned(contents.length);
    this.bytes(contents);
  }
  result() {
    return new Uint8Array(Buffer.concat(this.#parts));
  }
}
