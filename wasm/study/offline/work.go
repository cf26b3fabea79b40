package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fallow/net"
	"fallow/wasm/study"
)

// job is a piece of work that leaves one file.
type job struct {
	file string
	// weight is roughly how long it takes, beside other jobs of its kind.
	weight float64
	// needs are the files without which it cannot begin.
	needs []string
	run   func(context.Context) error
}

// crew is one process's part in a list of jobs.
type crew struct {
	store    store
	jobs     []job
	finished []bool
	// speak says that this process is the one that reports.
	speak  bool
	start  time.Time
	said   time.Time
	before float64 // weight of what was there at the start
}

// How often progress is reported, and how long to wait when others have taken all there is.
const (
	reportEvery = 10 * time.Second
	waitFor     = 500 * time.Millisecond
)

// begin looks at what is there already.
func (c *crew) begin() {
	c.start = time.Now()
	c.look()
	c.before = c.done()
	if c.speak && c.before > 0 {
		fmt.Printf("going on with what an earlier run has left in %s\n", c.store.dir)
	}
}

// work does jobs that nobody else has taken until all of them are done, by whomever.
func (c *crew) work(ctx context.Context) error {
	c.begin()
	for {
		did, err := c.pass(ctx)
		if err != nil {
			return err
		}
		c.look()
		if !slices.Contains(c.finished, false) {
			return nil
		}
		if !did {
			c.report("waiting for the others")
			time.Sleep(waitFor)
		}
	}
}

// pass goes through the jobs, until it has done one that others waited for, and reports whether it did any.
func (c *crew) pass(ctx context.Context) (did bool, err error) {
	for k, j := range c.jobs {
		if c.finished[k] || !c.ready(j) {
			continue
		}
		mine, err := c.store.claim(j.file)
		if err != nil {
			return did, err
		}
		if !mine {
			continue
		}
		if err := j.run(ctx); err != nil {
			return did, err
		}
		c.finished[k], did = true, true
		c.report(j.file)
		if slices.ContainsFunc(c.jobs, func(other job) bool { return slices.Contains(other.needs, j.file) }) {
			break
		}
	}
	return did, nil
}

func (c *crew) ready(j job) bool {
	return !slices.ContainsFunc(j.needs, func(file string) bool { return !c.store.has(file) })
}

// look finds out what others have finished.
func (c *crew) look() {
	for k, j := range c.jobs {
		c.finished[k] = c.finished[k] || c.store.has(j.file)
	}
}

// done and total are in units of weight.
func (c *crew) done() float64 {
	sum := 0.0
	for k, j := range c.jobs {
		if c.finished[k] {
			sum += j.weight
		}
	}
	return sum
}

func (c *crew) report(what string) {
	if !c.speak || time.Since(c.said) < reportEvery {
		return
	}
	c.said = time.Now()
	c.look()
	total, count := 0.0, 0
	for k, j := range c.jobs {
		total += j.weight
		if c.finished[k] {
			count++
		}
	}
	done, passed := c.done(), time.Since(c.start)
	left := ""
	if done > c.before {
		rest := time.Duration(float64(passed) * (total - done) / (done - c.before))
		left = fmt.Sprintf(", about %v left", rest.Round(time.Minute))
	}
	fmt.Printf("%v: %d of %d pieces of work done (%.0f %%)%s; last: %s\n",
		passed.Round(time.Second), count, len(c.jobs), 100*done/total, left, what)
}

// addTrainings adds the training of networks, the longest first.
func (c *crew) addTrainings(trainings []training) {
	slices.SortStableFunc(trainings, func(a, b training) int {
		switch wa, wb := a.recipe.Weight(), b.recipe.Weight(); {
		case wa > wb:
			return -1
		case wa < wb:
			return 1
		}
		return 0
	})
	for _, t := range trainings {
		var needs []string
		if before, ok := t.earlier(); ok {
			needs = append(needs, before.file())
		}
		c.add(job{file: t.file(), weight: t.recipe.Weight(), needs: needs, run: func(ctx context.Context) error {
			return t.run(ctx, c.store, func(p net.Progress) {
				c.report(fmt.Sprintf("%s, step %d of %d", t.recipe.Name, p.Iteration, p.Iterations))
			})
		}})
	}
}

// addUnits adds the units of a plan, but those that measure time.
func (c *crew) addUnits(p *study.Plan, trainings []training) {
	networks := models(c.store, trainings)
	files := map[string]string{}
	for _, t := range trainings {
		files[t.recipe.Name] = t.file()
	}
	var worker *study.Worker
	for unit := range p.Units() {
		if p.Timed(unit) {
			continue
		}
		var needs []string
		for _, name := range p.Needs(unit) {
			needs = append(needs, files[name])
		}
		name := unitName(p, trainings, unit)
		c.add(job{file: name, weight: p.Weight(unit), needs: needs, run: func(ctx context.Context) error {
			if worker == nil {
				worker = study.NewWorker(p, networks)
			}
			start := time.Now()
			record, err := worker.Run(ctx, unit)
			if err != nil {
				return err
			}
			return c.store.write(name, encodeRecord(time.Since(start).Seconds(), record))
		}})
	}
}

func (c *crew) add(j job) {
	c.jobs = append(c.jobs, j)
	c.finished = append(c.finished, false)
}
