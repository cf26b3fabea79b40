// Assembles net/kernels/*.wat into assets/kernels-wasm.mjs, with wabt. With --check it changes nothing and fails unless
// that file is what it would write.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const sources = fileURLToPath(new URL('../net/kernels/', import.meta.url));
const output = fileURLToPath(new URL('kernels-wasm.mjs', import.meta.url));

/** The fields of one module, from all files, with Go's memory in front. */
async function moduleText() {
  const names = (await readdir(sources)).filter((name) => name.endsWith('.wat')).sort();
  const texts = await Promise.all(names.map((name) => readFile(sources + name, 'utf8')));
  return ['(module', '(import "go" "mem" (memory 0))', ...texts, ')'].join('\n');
}

async function assemble(text) {
  // What is not named here is an error, so that no relaxed instruction can slip in.
  const module = (await wabt()).parseWat('kernels.wat', text, { simd: true, bulk_memory: true, mutable_globals: false });
  try {
    module.validate();
    return module.toBinary({ write_debug_names: false }).buffer;
  } finally {
    module.destroy();
  }
}

const lines = Buffer.from(await assemble(await moduleText())).toString('base64').match(/.{1,116}/g);
const file = `// Written by assemble-kernels.mjs from net/kernels/*.wat: do not edit.
export default \`
${lines.join('\n')}
\`;
`;

if (process.argv.includes('--check')) {
  const current = await readFile(output, 'utf8').catch(() => '');
  if (current !== file) {
    console.error('assets/kernels-wasm.mjs is not current: run node assets/assemble-kernels.mjs');
    process.exit(1);
  }
} else {
  await writeFile(output, file);
}
