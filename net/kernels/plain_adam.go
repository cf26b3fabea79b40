package kernels

import "math"

func (Plain[T]) Adam(w, g, m1, m2 []T, step AdamStep) {
	checkSame("g", g, len(w))
	checkSame("m1", m1, len(w))
	checkSame("m2", m2, len(w))
	s := scalarsOf[T](step)
	for i, gradient := range g {
		d := gradient * s.gradientScale
		a := T(s.beta1*m1[i]) + T(s.rest1*d)
		b := T(s.beta2*m2[i]) + T(s.rest2*T(d*d))
		m1[i], m2[i] = a, b
		root := T(math.Sqrt(float64(T(b * s.correction2))))
		w[i] -= T(s.rate*a) / (root + s.epsilon)
	}
}

// adamScalars is an AdamStep rounded once to T.
type adamScalars[T Float] struct {
	gradientScale, beta1, rest1, beta2, rest2, rate, correction2, epsilon T
}

func scalarsOf[T Float](s AdamStep) adamScalars[T] {
	return adamScalars[T]{
		gradientScale: T(s.GradientScale),
		beta1:         T(s.Beta1), rest1: T(1 - s.Beta1),
		beta2: T(s.Beta2), rest2: T(1 - s.Beta2),
		rate: T(s.Rate * s.Correction1), correction2: T(s.Correction2), epsilon: T(s.Epsilon),
	}
}
