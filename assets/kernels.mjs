// Links the SIMD kernels of net/kernels to a Go program. The kernels work in Go's own memory, which exists only once Go
// is instantiated; Go's imports must exist before. So Go gets trampolines, and these are pointed at the kernels after:
//
//   const kernels = link();
//   const instance = await WebAssembly.instantiate(module, { ...go.importObject, ...kernels.imports });
//   const simd = kernels.attach(instance);
//   go.run(instance);
//
// Works in browsers, workers and Node. Go asks `present` whether kernels are there; where they are not, it never calls
// the others and runs its plain loops, which give the same bits.
import base64 from './kernels-wasm.mjs';

const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (c) => c.charCodeAt(0));

/**
 * @param {{ simd?: 'auto' | 'off' }} [options] 'off' leaves the kernels out even where the engine has SIMD.
 * @returns {{ imports: { kernels: WebAssembly.ModuleImports }, attach(instance: WebAssembly.Instance): boolean }}
 *   What to add to Go's imports, and what to call with the Go instance before it runs; attach says whether SIMD is on.
 */
export function link({ simd = 'auto' } = {}) {
  let k = null;
  // Each with its own parameters: a rest parameter would allocate an array at every call.
  const kernels = {
    present: () => (k === null ? 0 : 1),
    product: (c, a, b, bias, scratch, m, n, p, rowStride, termStride, transposed, accumulate, floor) =>
      k.product(c, a, b, bias, scratch, m, n, p, rowStride, termStride, transposed, accumulate, floor),
    combineRows: (out, start, s, a, m, n, floor) => k.combineRows(out, start, s, a, m, n, floor),
    dotRows: (y, a, b, bias, m, terms, accumulate, floor, scratch) =>
      k.dotRows(y, a, b, bias, m, terms, accumulate, floor, scratch),
    softmax: (y, x, batch, rows, columns, scratch) => k.softmax(y, x, batch, rows, columns, scratch),
    softmaxBack: (dx, y, dy, batch, rows, columns, accumulate, scratch) =>
      k.softmaxBack(dx, y, dy, batch, rows, columns, accumulate, scratch),
    exp: (y, x, n, scratch) => k.exp(y, x, n, scratch),
    add: (y, a, b, n) => k.add(y, a, b, n),
    mul: (y, a, b, n) => k.mul(y, a, b, n),
    scale: (y, x, s, n) => k.scale(y, x, s, n),
    addScaled: (y, x, s, n) => k.addScaled(y, x, s, n),
    dot: (a, b, n, scratch) => k.dot(a, b, n, scratch),
    reluBack: (dx, y, dy, n) => k.reluBack(dx, y, dy, n),
    sumRows: (out, a, m, n, accumulate) => k.sumRows(out, a, m, n, accumulate),
    sumProducts: (out, a, b, m, n, accumulate) => k.sumProducts(out, a, b, m, n, accumulate),
    layerNorm: (y, unit, inverse, x, gain, bias, rows, n, epsilon, scratch) =>
      k.layerNorm(y, unit, inverse, x, gain, bias, rows, n, epsilon, scratch),
    layerNormBack: (dx, dy, unit, inverse, gain, rows, n, accumulate, scratch) =>
      k.layerNormBack(dx, dy, unit, inverse, gain, rows, n, accumulate, scratch),
    poolTable: (rows, cols, x, items, n, m, f) => k.poolTable(rows, cols, x, items, n, m, f),
    spreadTable: (x, rows, cols, items, n, m, f, floor) => k.spreadTable(x, rows, cols, items, n, m, f, floor),
    waterFill: (shares, levels, wants, handicaps, weights, items, n, m, scratch) =>
      k.waterFill(shares, levels, wants, handicaps, weights, items, n, m, scratch),
    waterFillBack: (dwants, dhandicaps, dshares, shares, levels, wants, weights, items, n, m, scratch) =>
      k.waterFillBack(dwants, dhandicaps, dshares, shares, levels, wants, weights, items, n, m, scratch),
    adam: (w, g, m1, m2, n, scale, beta1, rest1, beta2, rest2, rate, correction2, epsilon) =>
      k.adam(w, g, m1, m2, n, scale, beta1, rest1, beta2, rest2, rate, correction2, epsilon),
    peak: (data, turns) => k.peak(data, turns),
  };
  return {
    imports: { kernels },
    attach({ exports }) {
      if (simd !== 'off' && WebAssembly.validate(bytes)) {
        k = new WebAssembly.Instance(new WebAssembly.Module(bytes), { go: { mem: exports.mem } }).exports;
      }
      return k !== null;
    },
  };
}
