// What Go's own wasm_exec_node.js does, with the kernels linked between instantiating the program and running it.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { link } from '../../../assets/kernels.mjs';

process.env.FALLOW_SIMD ??= 'auto'; // what the test of Best expects
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (bytes, imports) => {
  const kernels = link({ simd: process.env.FALLOW_SIMD });
  const result = await instantiate(bytes, { ...imports, ...kernels.imports });
  kernels.attach(result.instance);
  return result;
};

const goroot = process.env.GOROOT || execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
createRequire(import.meta.url)(`${goroot}/lib/wasm/wasm_exec_node.js`);
