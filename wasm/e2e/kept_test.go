//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// another opens the site in another tab of the same browser, in which scripts run before the page's own.
func (v *visit) another(scripts ...string) (other *visit, close context.CancelFunc) {
	v.t.Helper()
	return v.anotherIn(nil, scripts...)
}

// anotherIn is another in a window of its own, if where is not nil.
func (v *visit) anotherIn(where chromedp.ContextOption, scripts ...string) (other *visit, close context.CancelFunc) {
	v.t.Helper()
	var options []chromedp.ContextOption
	if where != nil {
		options = append(options, where)
	}
	ctx, cancel := chromedp.NewContext(browser, options...)
	v.t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, 5*time.Minute)
	v.t.Cleanup(cancelTime)
	other = &visit{t: v.t, ctx: ctx, origin: v.origin}
	other.listen()
	other.emulate(desktop)
	v.t.Cleanup(other.judge)
	for _, script := range scripts {
		other.prepare(script)
	}
	other.load()
	other.ready()
	return other, cancel
}

// keptSteps are the steps of the runs that the browser keeps.
func (v *visit) keptSteps() []int {
	v.t.Helper()
	return eval[[]int](v, `new Promise((resolve) => {
		const request = indexedDB.open('fallow', 1);
		request.onupgradeneeded = () => request.transaction.abort();
		request.onerror = () => resolve([]);
		request.onsuccess = () => {
			const all = request.result.transaction('runs').objectStore('runs').getAll();
			all.onsuccess = () => {
				request.result.close();
				resolve(all.result.map(({ id, about }) => (/^(cut|odd)$/.test(id) ? 1 : JSON.parse(about).Step)));
			};
		};
	})`)
}

// waitKept waits until so many runs are kept, past their first step.
func (v *visit) waitKept(count int) {
	v.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if steps := v.keptSteps(); len(steps) == count && (count == 0 || steps[0] > 0) {
			return
		}
	}
	v.t.Fatalf("the browser keeps runs at steps %v, want %d runs", v.keptSteps(), count)
}

// leave puts a run into the browser as a tab leaves it that is gone, a damaged one, and data of it and of another. Once
// the damaged one is offered, the page has looked for what there is to offer.
func (v *visit) leave() {
	v.t.Helper()
	eval[bool](v, `new Promise((resolve) => {
		const request = indexedDB.open('fallow', 1);
		request.onupgradeneeded = () => {
			request.result.createObjectStore('runs', { keyPath: 'id' });
			request.result.createObjectStore('data');
		};
		request.onsuccess = () => {
			const transaction = request.result.transaction(['runs', 'data'], 'readwrite');
			transaction.objectStore('runs').put({ id: 'odd', about: '{', checkpoint: 3, beat: Date.now() - 1e6 });
			for (const id of ['odd', 'lost']) transaction.objectStore('data').put(new Uint8Array(9), id);
			transaction.oncomplete = () => { request.result.close(); resolve(true); };
		};
	})`)
}

// offeredOnly checks that of all runs only what leave has left is offered, and discards it.
func (v *visit) offeredOnly() {
	v.t.Helper()
	v.waitText(".offer", "is damaged")
	if offers := eval[int](v, "document.querySelectorAll('.offer').length"); offers != 1 {
		v.t.Errorf("%d runs are offered, though one of a tab that is gone was left", offers)
	}
	v.click(".offer button:not(.main)")
	v.wait("it is discarded", "document.querySelectorAll('.offer').length === 0")
}

// A run that another tab begins while a tab looks for runs is that tab's; and data that belongs to no run goes.
func TestLookingForRuns(t *testing.T) {
	v := prepared(t, `const { query } = LockManager.prototype;
		LockManager.prototype.query = async function () {
			const answer = await query.call(this);
			if (window.name === 'begin') await new Promise((resolve) => {
				const request = indexedDB.open('fallow', 1);
				request.onsuccess = () => {
					const transaction = request.result.transaction('runs', 'readwrite');
					transaction.objectStore('runs').put({ id: 'cut', about: '{', checkpoint: 3, beat: Date.now() });
					transaction.oncomplete = () => { request.result.close(); resolve(); };
				};
			});
			return answer;
		};`)
	v.ready()
	v.leave()
	for _, name := range []string{"look", "begin"} {
		eval[bool](v, "(window.name = "+quoted(name)+") !== ''")
		v.do("reload", chromedp.Reload())
		v.ready()
		v.waitText(".offer", "is damaged")
	}
	if data := eval[[]string](v, `new Promise((resolve) => {
		const request = indexedDB.open('fallow', 1);
		request.onsuccess = () => {
			const all = request.result.transaction('data').objectStore('data').getAllKeys();
			all.onsuccess = () => { request.result.close(); resolve(all.result); };
		};
	})`); len(data) != 1 || data[0] != "odd" {
		t.Errorf("there is data of the runs %q, want of the one that is there", data)
	}
	v.offeredOnly()
}

// A tab that is reloaded, or closed, goes on where its training was, to the same bits.
func TestClosedTabGoesOn(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.choose(small)
	v.choose(map[string]string{"steps": "3000"})
	v.click("#lab-train")
	v.waitKept(1)
	v.do("reload", chromedp.Reload())
	v.ready()
	v.waitText(".offer", "of 3,000")
	v.waitText(".offer", "Your training of a network (2×2, as in the paper) stopped at step")
	v.catchFiles()
	v.click(".offer button.main")
	v.wait("the offer is gone", "document.querySelectorAll('.offer').length === 0")
	v.waitText("#lab-status", "Trained: step 3,000 of 3,000")
	v.save()
	interrupted := v.digest()
	v.waitKept(0)
	v.click("#lab-train")
	v.waitText("#lab-status", "Training")
	v.waitText("#lab-status", "Trained: step 3,000 of 3,000")
	v.save()
	if whole := v.digest(); whole != interrupted {
		t.Errorf("with a closed tab in between the network is %s, without %s", interrupted, whole)
	}
}

// Two tabs keep a run each; that of a tab which is closed is offered to the other, once.
func TestTabsKeepTheirOwnRuns(t *testing.T) {
	first := open(t, desktop)
	first.ready()
	first.choose(small)
	first.choose(endless)
	first.click("#lab-train")
	first.waitKept(1)
	first.leave()
	second, closeSecond := first.another()
	second.offeredOnly()
	second.choose(small)
	second.choose(endless)
	second.click("#lab-train")
	first.waitKept(2)
	closeSecond()
	first.click("#lab-stop")
	first.waitText("#lab-status", "Trained")
	first.waitKept(1)
	third, _ := first.another()
	third.wait("the closed tab's run is offered", "document.querySelectorAll('.offer').length === 1")
	third.click(".offer button:not(.main)")
	third.wait("it is discarded", "document.querySelectorAll('.offer').length === 0")
	third.waitKept(0)
}

// Where there are no locks, a tab that has not been heard of for long is taken for closed.
func TestTabsWithoutLocks(t *testing.T) {
	const noLocks = "Object.defineProperty(Navigator.prototype, 'locks', { get() { return undefined; } });"
	first := blank(t, desktop)
	first.prepare(noLocks)
	first.load()
	first.ready()
	first.choose(small)
	first.choose(endless)
	first.click("#lab-train")
	first.waitKept(1)
	first.leave()
	second, closeSecond := first.another(noLocks)
	second.offeredOnly()
	closeSecond()
	first.do("leave", chromedp.Navigate("about:blank"))
	third, _ := first.another(noLocks)
	eval[bool](third, `new Promise((resolve) => {
		const request = indexedDB.open('fallow', 1);
		request.onsuccess = () => {
			const transaction = request.result.transaction('runs', 'readwrite'), store = transaction.objectStore('runs');
			const all = store.getAll();
			all.onsuccess = () => store.put({ ...all.result[0], beat: all.result[0].beat - 1e6 });
			transaction.oncomplete = () => { request.result.close(); resolve(true); };
		};
	})`)
	third.do("reload", chromedp.Reload())
	third.ready()
	third.waitText(".offer", "stopped at step")
	third.click(".offer button.main")
	third.waitText("#lab-status", "to go")
	third.click("#lab-stop")
	third.waitText("#lab-status", "Trained")
	third.waitKept(0)
}

// Where nothing can be kept, that is said, and training goes on.
func TestStorageRefused(t *testing.T) {
	v := blank(t, desktop)
	v.prepare("Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('The operation is insecure.', 'SecurityError'); } });")
	v.load()
	v.ready()
	v.choose(small)
	v.click("#lab-train")
	v.waitText("#lab-notice", "If this tab is closed, this training is lost: this browser does not let the page keep anything")
	now := eval[int](v, stepOf)
	v.wait("training goes on", fmt.Sprintf("%s > %d", stepOf, now))
	v.click("#lab-stop")
	v.waitText("#lab-status", "Trained")
}

// Where there is no room left, that is said, and training goes on; what was kept before is still there.
func TestStorageFull(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.choose(small)
	v.choose(endless)
	v.click("#lab-train")
	v.waitKept(1)
	none := 1.0
	_, err := chromedp.Call(v.ctx, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: v.origin, QuotaSize: &none})
	if err != nil {
		t.Fatal(err)
	}
	v.waitText("#lab-notice", "If this tab is closed, this training is lost: the browser has no more room for this page.")
	now := eval[int](v, stepOf)
	v.wait("training goes on", fmt.Sprintf("%s > %d", stepOf, now))
	if steps := v.keptSteps(); len(steps) != 1 {
		t.Errorf("%d runs are kept, want the one from before", len(steps))
	}
	v.click("#lab-stop")
	v.waitText("#lab-status", "Trained")
}

// A private window, which has storage of its own until it is closed, keeps nothing of other windows and leaves nothing.
func TestPrivateWindow(t *testing.T) {
	open := blank(t, desktop)
	open.load()
	open.ready()
	open.choose(small)
	open.choose(endless)
	open.click("#lab-train")
	open.waitKept(1)
	private, closePrivate := open.anotherIn(chromedp.WithNewBrowserContext())
	private.leave()
	private.do("reload", chromedp.Reload())
	private.ready()
	private.offeredOnly()
	private.move("#report-memory", -98)
	private.waitText(".score.pf .verdict", "lying pays")
	private.choose(small)
	private.choose(endless)
	private.click("#lab-train")
	private.waitKept(1)
	closePrivate()
	open.waitKept(1)
	open.click("#lab-stop")
	open.waitText("#lab-status", "Trained")
	open.waitKept(0)
}

// Damaged checkpoints are sentences, and can be discarded.
func TestDamagedCheckpoints(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.choose(small)
	v.choose(endless)
	v.click("#lab-train")
	v.waitKept(1)
	eval[bool](v, `new Promise((resolve) => {
		const request = indexedDB.open('fallow', 1);
		request.onsuccess = () => {
			const transaction = request.result.transaction('runs', 'readwrite'), store = transaction.objectStore('runs');
			const all = store.getAll();
			all.onsuccess = () => {
				const [{ about, checkpoint, beat }] = all.result;
				store.put({ id: 'cut', about, checkpoint: checkpoint.slice(0, 900), beat: beat - 1e6 });
				store.put({ id: 'odd', about: '{', checkpoint: 3, beat: beat - 2e6 });
			};
			transaction.oncomplete = () => { request.result.close(); resolve(true); };
		};
	})`)
	v.click("#lab-stop")
	v.waitText("#lab-status", "Trained")
	v.waitKept(2)
	v.do("reload", chromedp.Reload())
	v.ready()
	v.wait("both are offered", "document.querySelectorAll('.offer').length === 2")
	v.waitText(".offer:last-child", "is damaged")
	v.click(".offer:last-child button:not(.main)")
	v.wait("one is discarded", "document.querySelectorAll('.offer').length === 1")
	v.click(".offer button.main")
	v.waitText("#lab-problem", "Its checkpoint cannot be resumed from")
	v.choose(small)
	v.click("#lab-train")
	v.wait("another training begins", stepOf+" > 1")
	v.click("#lab-stop")
	v.waitText("#lab-status", "Trained")
}

// Workers that are killed in the middle of training: the page says so, and goes on from the last checkpoint.
func TestKilledWorker(t *testing.T) {
	v := blank(t, desktop)
	v.prepare(`window.workers = []; window.Worker = class extends Worker {
		constructor(...args) { super(...args); workers.push(this); }
	};`)
	v.load()
	v.ready()
	v.choose(small)
	v.choose(endless)
	v.click("#lab-train")
	v.waitKept(1)
	eval[bool](v, "workers.forEach((worker) => worker.terminate()), true")
	v.waitText("#lab-problem", "has stopped")
	v.waitText("#lab-status", "Training broke off at step")
	v.waitText("#lab-train", "Go on from step")
	from := eval[int](v, "Number(document.getElementById('lab-train').textContent.replace(/\\D/g, ''))")
	v.move("#report-memory", -98)
	v.waitText(".score.pf .verdict", "lying pays") // nothing else is lost
	v.click("#lab-train")
	v.wait("training goes on", fmt.Sprintf("document.getElementById('lab-status').textContent.startsWith('Training 2') && %s > %d", stepOf, from))
	v.click("#lab-stop")
	v.waitText("#lab-status", "Trained")
}
