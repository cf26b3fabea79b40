package ui

import (
	"context"
	"strconv"
	"strings"

	"fallow/core"
	"fallow/core/table"
	"fallow/ui/state"
)

// reports are instances of the reader's own, with the file that they came in.
type reports struct {
	name      string
	file      []byte
	instances []*core.Instance
}

// SaveModel offers the network as a file.
func (l *LabControl) SaveModel() {
	if l.State.Model == nil {
		return
	}
	bytes, err := l.State.Model.Save()
	if err == nil {
		err = l.world.Download(l.fileName()+".safetensors", bytes)
	}
	if err != nil {
		l.State.Say(err)
	}
}

// SaveHistory offers the course of the training as a table.
func (l *LabControl) SaveHistory() {
	if err := l.world.Download(l.fileName()+"-history.csv", l.State.HistoryCSV()); err != nil {
		l.State.Say(err)
	}
}

func (l *LabControl) fileName() string {
	s := l.State.Run.Systems[0]
	name := "exs-net-" + strconv.Itoa(s.Agents) + "x" + strconv.Itoa(s.Resources)
	if len(l.State.Run.Systems) > 1 {
		name = "exs-net-all-sizes"
	}
	return name
}

// Open takes in a file: a network, or a table of past reports.
func (l *LabControl) Open(name string, contents []byte) {
	if l.State.Busy() {
		l.State.Note("A file can be opened once the training under way has been stopped.")
		return
	}
	l.State.Note("")
	if strings.HasSuffix(strings.ToLower(name), ".safetensors") || looksLikeTensors(contents) {
		l.openModel(contents)
		return
	}
	l.openReports(name, contents)
}

// looksLikeTensors reports whether a file begins as safetensors do: with the length of its header and a brace.
func looksLikeTensors(contents []byte) bool {
	return len(contents) > 8 && contents[8] == '{' && contents[7] == 0
}

func (l *LabControl) openModel(contents []byte) {
	l.world.Ask(func(ctx context.Context) func() {
		model, err := l.world.Engine.LoadModel(ctx, contents)
		return func() {
			switch {
			case err != nil:
				l.State.Say(state.AboutFile(err))
			case !l.State.Busy():
				l.on = nil
				l.State.Load(model)
				l.hand(model)
			}
		}
	})
}

func (l *LabControl) openReports(name string, contents []byte) {
	r, err := readReports(name, contents)
	if err != nil {
		l.State.Say(state.AboutFile(err))
		return
	}
	l.given = r
	l.State.ChooseReports(state.Describe(r.name, r.file, r.instances))
}

func readReports(name string, contents []byte) (*reports, error) {
	problems, err := table.Read(contents)
	if err != nil {
		return nil, err
	}
	r := &reports{name: name, file: contents}
	for _, p := range problems {
		r.instances = append(r.instances, p.Instance)
	}
	return r, nil
}

// Accept goes on with a run that was cut off.
func (l *LabControl) Accept(offer state.Offer) {
	if l.State.Busy() || offer.About == nil {
		return
	}
	shelf := l.world.Shelf
	l.world.Ask(func(context.Context) func() {
		ok, err := shelf.Claim(offer.ID)
		var bytes, data []byte
		if err == nil && ok {
			bytes, data, err = shelf.Read(offer.ID)
		}
		var r *reports
		if err == nil && ok && offer.About.Run.Setting == state.Reports {
			r, err = readReports("", data)
		}
		if err != nil && ok {
			shelf.Release(offer.ID)
		}
		return func() {
			switch {
			case err != nil:
				l.State.RefuseOffer(offer.ID, state.Sentence(err))
			case !ok:
				l.State.DropOffer(offer.ID)
				l.State.Note("Another tab goes on with that training.")
			case l.State.Busy():
				shelf.Release(offer.ID)
			default:
				l.reopen(offer, bytes, r)
			}
		}
	})
}

func (l *LabControl) reopen(offer state.Offer, bytes []byte, r *reports) {
	l.State.DropOffer(offer.ID)
	l.State.Reopen(offer.About)
	l.dropStale()
	l.start, l.on = nil, r
	if r != nil {
		l.given = r
	}
	l.latest.Store(&checkpoint{bytes, offer.About.Step})
	l.saver = l.newSaver(offer.ID)
	l.run(nil)
	l.measureMissing(state.Yardsticks())
}

// Discard forgets a run that was cut off.
func (l *LabControl) Discard(offer state.Offer) {
	shelf := l.world.Shelf
	l.world.Ask(func(context.Context) func() {
		ok, err := shelf.Claim(offer.ID)
		if err == nil && ok {
			err = shelf.Discard(offer.ID)
		}
		return func() {
			if err != nil {
				l.State.RefuseOffer(offer.ID, state.Sentence(err))
				return
			}
			l.State.DropOffer(offer.ID)
		}
	})
}
