// One training step of ExS-Net (Alg. 1 with a three-layer MLP on raw inputs) in TensorFlow.js, written as its users
// would: tensors, tf.variableGrads, tf.train.adam, everything inside tf.tidy.

/**
 * @param tf  @tensorflow/tfjs-core with a backend set
 * @param problem {agents, resources, batch, candidates, steps, stepLength, learningRate, multiplier,
 *   layers: [{inputs, outputs, weights, bias}], values, demands, budgets, candidateValues, candidateDemands}
 *   values and demands: batch x agents x resources. Candidates: batch x agents x candidates x resources.
 * @returns {step(): number} that runs one step and returns the loss before it
 */
export function makeStep(tf, problem) {
  const { agents: n, resources: m, batch: b, candidates: k } = problem;
  const variables = problem.layers.flatMap((l) => [
    tf.variable(tf.tensor2d(l.weights, [l.inputs, l.outputs])),
    tf.variable(tf.tensor1d(l.bias)),
  ]);
  const values = tf.tensor3d(problem.values, [b, n, m]);
  const demands = tf.tensor3d(problem.demands, [b, n, m]);
  const budgets = tf.tensor1d(problem.budgets);
  const candidateValues = tf.tensor4d(problem.candidateValues, [b, n, k, m]);
  const candidateDemands = tf.tensor4d(problem.candidateDemands, [b, n, k, m]);
  const eye = tf.reshape(tf.eye(n), [1, n, 1, n, 1]);
  const others = tf.sub(1, eye);
  const optimizer = tf.train.adam(problem.learningRate);

  // v and x: rows x agents x resources. Returns what each row's agents get, the same shape.
  const allocate = (v, x) => {
    const rows = v.shape[0];
    const b = tf.broadcastTo(budgets, [rows, n, m]);
    let h = tf.reshape(tf.stack([v, x, b], 3), [rows, 3 * n * m]);
    for (let l = 0; l < variables.length; l += 2) {
      h = tf.add(tf.matMul(h, variables[l]), variables[l + 1]);
      if (l + 2 < variables.length) h = tf.relu(h);
    }
    // tf.softmax works along the last axis only.
    const shares = tf.transpose(tf.softmax(tf.transpose(tf.reshape(h, [rows, n + 1, m]), [0, 2, 1])), [0, 2, 1]);
    return tf.minimum(tf.mul(tf.slice(shares, [0, 0, 0], [rows, n, m]), budgets), x);
  };

  // Misreports mv, mx: batch x agents x count x resources. Returns the liar's true utility: batch x agents x count.
  const utilityOfLie = (mv, mx, count) => {
    const substitute = (truth, lie) =>
      tf.reshape(
        tf.add(tf.mul(tf.reshape(truth, [b, 1, 1, n, m]), others), tf.mul(tf.reshape(lie, [b, n, count, 1, m]), eye)),
        [b * n * count, n, m],
      );
    const rows = allocate(substitute(values, mv), substitute(demands, mx));
    const own = tf.sum(tf.mul(tf.reshape(rows, [b, n, count, n, m]), eye), 3);
    return tf.sum(tf.mul(tf.minimum(own, tf.reshape(demands, [b, n, 1, m])), tf.reshape(values, [b, n, 1, m])), 3);
  };

  const bestCandidate = () => {
    const utility = utilityOfLie(candidateValues, candidateDemands, k);
    const best = tf.argMax(utility, 2);
    const chosen = tf.reshape(tf.oneHot(best, k), [b, n, k, 1]);
    const pick = (t) => tf.sum(tf.mul(t, chosen), 2, true);
    return [pick(candidateValues), pick(candidateDemands), tf.max(utility, 2, true)];
  };

  const climb = ([mv, mx, utility]) => {
    const slope = tf.grads((v, x) => tf.sum(utilityOfLie(v, x, 1)));
    for (let s = 0; s < problem.steps; s++) {
      const [gv, gx] = slope([mv, mx]);
      const norm = tf.sqrt(tf.add(tf.add(tf.sum(tf.square(gv), 3, true), tf.sum(tf.square(gx), 3, true)), 1e-20));
      const nv = tf.clipByValue(tf.add(mv, tf.mul(tf.div(gv, norm), problem.stepLength)), 0.1, 1);
      const nx = tf.clipByValue(tf.add(mx, tf.mul(tf.div(gx, norm), problem.stepLength)), 0, 1);
      const next = utilityOfLie(nv, nx, 1);
      const better = tf.tile(tf.reshape(tf.greater(next, utility), [b, n, 1, 1]), [1, 1, 1, m]);
      utility = tf.maximum(next, utility);
      mv = tf.where(better, nv, mv);
      mx = tf.where(better, nx, mx);
    }
    return [mv, mx];
  };

  const asks = tf.cast(tf.greater(tf.sum(demands, 2), 0), 'float32');
  const loss = (mv, mx) => {
    const honest = tf.sum(tf.mul(tf.minimum(allocate(values, demands), demands), values), 2);
    const welfare = tf.div(tf.sum(tf.mul(tf.log(tf.add(honest, 1e-4)), asks)), b);
    const gain = tf.div(tf.sum(tf.relu(tf.sub(tf.reshape(utilityOfLie(mv, mx, 1), [b, n]), honest))), b);
    return tf.sub(tf.mul(gain, problem.multiplier), welfare);
  };

  return {
    /** Mean logNSW of the truth under the network as it stands. */
    welfare: () => tf.tidy(() => {
      const honest = tf.sum(tf.mul(tf.minimum(allocate(values, demands), demands), values), 2);
      const logs = tf.where(tf.greater(asks, 0), tf.log(tf.maximum(honest, 1e-30)), tf.zerosLike(honest));
      return tf.div(tf.sum(logs), b).dataSync()[0];
    }),
    step() {
      const [mv, mx] = tf.tidy(() => climb(bestCandidate()));
      const value = tf.tidy(() => optimizer.minimize(() => loss(mv, mx), true).dataSync()[0]);
      mv.dispose();
      mx.dispose();
      return value;
    },
  };
}
