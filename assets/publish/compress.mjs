// The .br and .gz forms of files, for hosts that send what lies beside a file. Compressing well is slow, so what has
// been compressed before is kept beside the build tools, under the hash of its contents.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import zopfli from '@gfx/zopfli';

const KEPT = fileURLToPath(new URL('../node_modules/.cache/fallow/', import.meta.url));
const COMPRESSIBLE = /\.(html|css|js|mjs|json|wasm|svg|ts|txt|csv|webmanifest)$/;

/** Below this, headers cost more than is won. */
const SMALLEST = 300;

/** Above this, brotli's best quality takes seconds, and zopfli minutes. */
const LARGE = 1_000_000;

const brotli = promisify(zlib.brotliCompress), gzip = promisify(zlib.gzip);

/** Writes what is worth it; resolves to name -> { plain, br, gz }, in bytes, for every file. */
export async function compressAll(site, dist, best) {
  await mkdir(KEPT, { recursive: true });
  const sizes = await Promise.all([...site].map(async ([name, contents]) => {
    const size = { plain: contents.length, br: contents.length, gz: contents.length };
    if (COMPRESSIBLE.test(name) && contents.length >= SMALLEST) {
      for (const [form, bytes] of Object.entries(await forms(contents, best))) {
        size[form] = bytes.length;
        await writeFile(`${dist}/${name}.${form}`, bytes);
      }
    }
    return [name, size];
  }));
  return Object.fromEntries(sizes);
}

async function forms(contents, best) {
  const { constants } = zlib;
  const quality = contents.length > LARGE && !best ? 9 : 11;
  return {
    br: await kept(contents, `br${quality}`, () => brotli(contents, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
      },
    })),
    gz: contents.length > LARGE
      ? await kept(contents, `gz${quality}`, () => largeGzip(contents, best))
      : await kept(contents, 'zopfli', () => zopfli.gzipAsync(contents, { numiterations: 5 })),
  };
}

/** Gzip's blocks end where `memLevel` says, and which is best depends on what is in them. */
async function largeGzip(contents, best) {
  const forms = await Promise.all((best ? [6, 7, 8] : [7]).map((memLevel) => gzip(contents, { level: 9, memLevel })));
  return forms.reduce((a, b) => (a.length <= b.length ? a : b));
}

/** What `make` makes of these contents, or what it made of them before. */
async function kept(contents, how, make) {
  const key = createHash('sha256').update(contents).update(how).update(process.versions.zlib + process.versions.brotli);
  const file = `${KEPT}${key.digest('hex')}`;
  try {
    return await readFile(file);
  } catch { /* not made yet */ }
  const bytes = await make();
  await writeFile(file, bytes);
  return bytes;
}
