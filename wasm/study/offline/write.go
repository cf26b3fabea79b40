package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fallow/wasm/study"
)

// unitName is where the record of a unit is kept. It changes with all that the record depends on.
func unitName(p *study.Plan, trainings []training, unit int) string {
	names := make([]string, len(trainings))
	for k, t := range trainings {
		names[k] = t.name
	}
	return fmt.Sprintf("records/%s-%s/%d", p.Study.Name, key(p.Config, names), unit)
}

// provenance is that of something that took so many seconds.
func provenance(seconds float64) study.Provenance {
	return study.Provenance{
		Version: os.Getenv("FALLOW_VERSION"), Engine: os.Getenv("FALLOW_ENGINE"),
		Date: time.Now().UTC().Format(time.DateOnly), Seconds: seconds,
	}
}

// writeResult summarises the stored records of a plan and writes the result to dir.
func writeResult(s store, p *study.Plan, dir string) error {
	trainings := planTrainings(p)
	networks := models(s, trainings)
	worker := study.NewWorker(p, networks)
	records := make([][]float64, p.Units())
	total := 0.0
	for unit := range records {
		seconds, record, err := unitRecord(s, p, trainings, worker, unit)
		if err != nil {
			return err
		}
		records[unit] = record
		total += seconds
	}
	for _, t := range trainings {
		if !t.recipe.Shipped {
			a, err := t.read(s)
			if err != nil {
				return err
			}
			total += a.Seconds
		}
	}
	result, err := p.Summarise(records, networks)
	if err != nil {
		return err
	}
	data, err := json.Marshal(study.Shipped{Provenance: provenance(total), Result: *result})
	if err != nil {
		return err
	}
	return writeFile(dir, p.Study.Name+".json", data)
}

// unitRecord returns the stored record of a unit, or measures it here and now if it is about time.
func unitRecord(s store, p *study.Plan, trainings []training, worker *study.Worker, unit int) (float64, []float64, error) {
	if p.Timed(unit) {
		start := time.Now()
		record, err := worker.Run(context.Background(), unit)
		return time.Since(start).Seconds(), record, err
	}
	name := unitName(p, trainings, unit)
	data, ok, err := s.read(name)
	if err != nil {
		return 0, nil, err
	}
	if !ok {
		return 0, nil, fmt.Errorf("%s is missing: the work is not done yet", name)
	}
	return decodeRecord(data)
}

// shippedModel is an entry of the list of models: the file's name without its ending, and where it comes from.
type shippedModel struct {
	Name       string           `json:"name"`
	SHA256     string           `json:"sha256"`
	Bytes      int              `json:"bytes"`
	Recipe     study.Recipe     `json:"recipe"`
	Provenance study.Provenance `json:"provenance"`
}

// writeModels writes the models of trainings to dir, and brings the list of models there up to date.
func writeModels(s store, trainings []training, dir string) error {
	list, err := readModels(dir)
	if err != nil {
		return err
	}
	for _, t := range trainings {
		data, err := file(s, t)
		if err != nil {
			return err
		}
		seconds, err := t.seconds(s)
		if err != nil {
			return err
		}
		if err := writeFile(dir, t.recipe.Name+".safetensors", data); err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(m shippedModel) bool { return m.Name == t.recipe.Name })
		list = append(list, shippedModel{
			Name: t.recipe.Name, SHA256: fmt.Sprintf("%x", sha256.Sum256(data)), Bytes: len(data),
			Recipe: t.recipe, Provenance: provenance(seconds),
		})
	}
	slices.SortFunc(list, func(a, b shippedModel) int { return strings.Compare(a.Name, b.Name) })
	data, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		return err
	}
	return writeFile(dir, modelList, append(data, '\n'))
}

// modelList is the file that lists the models.
const modelList = "models.json"

// readModels returns the list of models in dir, empty if there is none.
func readModels(dir string) (list []shippedModel, err error) {
	data, err := os.ReadFile(filepath.Join(dir, modelList))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	return list, err
}

func writeFile(dir, name string, data []byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", filepath.Join(dir, name), len(data))
	return os.WriteFile(filepath.Join(dir, name), data, 0o644)
}
