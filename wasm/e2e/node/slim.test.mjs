// What the build does to Go's programs so that they are smaller to send.
import assert from 'node:assert/strict';
import test from 'node:test';
import { slim } from '../../../assets/slim-wasm.mjs';

/** A module with one memory and these data segments: [offset, bytes]. Numbers are below 128. */
function moduleWith(segments) {
  const data = [segments.length, ...segments.flatMap(([offset, bytes]) => [0, 0x41, ...leb(offset), 0x0b, bytes.length, ...bytes])];
  return new Uint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    5, 3, 1, 0, 1, // a memory of a page
    7, 7, 1, 3, 0x6d, 0x65, 0x6d, 2, 0, // exported as mem
    11, data.length, ...data,
  ]);
}

const leb = (n) => [(n & 0x7f) | 0x80, ((n >> 7) & 0x7f) | 0x80, (n >> 14) & 0x3f];

async function memoryOf(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes);
  return new Uint8Array(instance.exports.mem.buffer);
}

const segmentsOf = (bytes) => bytes[bytes.indexOf(11, 22) + 2];

test('a slim program writes the same memory with fewer segments', async () => {
  const near = moduleWith([[100, [1, 2, 3]], [110, [4]], [9, [7, 0, 7]], [40_000, [5, 0, 0]]]);
  const slimmed = slim(near);
  assert.deepEqual(await memoryOf(slimmed), await memoryOf(near));
  assert.equal(segmentsOf(near), 4);
  assert.equal(segmentsOf(slimmed), 2);
  assert.deepEqual(slim(slimmed), slimmed);
});

test('what is not known is refused', () => {
  const passive = moduleWith([[0, [1]]]);
  passive[passive.indexOf(11, 22) + 3] = 1;
  assert.throws(() => slim(passive), /segment/);
});
