//go:build e2e

package e2e

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	permissions "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// catchFiles makes the page put what it would save into window.files, by name, as data URLs.
const catchFiles = `(() => {
	window.files = {};
	let last;
	const make = URL.createObjectURL;
	URL.createObjectURL = (blob) => { last = blob; return make.call(URL, blob); };
	const click = HTMLAnchorElement.prototype.click;
	HTMLAnchorElement.prototype.click = function () {
		if (!this.download) return click.call(this);
		const reader = new FileReader();
		reader.onload = () => { files[this.download] = reader.result; };
		reader.readAsDataURL(last);
	};
	return true;
})()`

// file presses a button of a figure's line and returns what the page saves.
func (v *visit) file(figure, button, name string) []byte {
	v.t.Helper()
	v.click("[data-tools=" + figure + "] [data-do=" + button + "]")
	v.wait(name+" is saved", "files["+quoted(name)+"] !== undefined")
	_, data, _ := strings.Cut(eval[string](v, "files["+quoted(name)+"]"), ",")
	contents, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		v.t.Fatal(err)
	}
	return contents
}

// Every figure's picture opens by itself, as SVG and as PNG, and its table as CSV.
func TestFiguresCanBeTaken(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	eval[bool](v, catchFiles)
	for _, figure := range eval[[]string](v, "[...document.querySelectorAll('[data-tools]')].map((e) => e.dataset.tools)") {
		svg := v.file(figure, "svg", "fallow-"+figure+".svg")
		checkSVG(t, figure, svg)
		if width := eval[int](v, "new Promise((done) => { const image = new Image(); image.onload = () => done(image.naturalWidth); image.onerror = () => done(0); image.src = files["+quoted("fallow-"+figure+".svg")+"]; })"); width < 250 {
			t.Errorf("%s: as an image the SVG is %d pixels wide", figure, width)
		}
		v.waitText("[data-tools="+figure+"] [role=status]", "saved as SVG")
		picture, err := png.Decode(bytes.NewReader(v.file(figure, "png", "fallow-"+figure+".png")))
		if err != nil || picture.Bounds().Dx() < 400 {
			t.Errorf("%s: the PNG is %v (%v)", figure, picture, err)
		}
		rows, err := readCSV(v.file(figure, "csv", "fallow-"+figure+".csv"))
		if err != nil || len(rows) < 3 {
			t.Errorf("%s: the table is %q (%v)", figure, rows, err)
		}
	}
}

// A figure's picture goes to the clipboard as an image.
func TestImageOnTheClipboard(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.Call(v.ctx, permissions.SetPermission, permissions.SetPermissionParams{
			Permission: &permissions.PermissionDescriptor{Name: name}, Setting: permissions.PermissionSettingGranted, Origin: v.origin,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := chromedp.Call(v.ctx, page.BringToFront, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	v.click("[data-tools=shrink] [data-do=image]")
	v.waitText("[data-tools=shrink] [role=status]", "The picture is on the clipboard")
	url := eval[string](v, `navigator.clipboard.read().then(async ([item]) => {
		const reader = new FileReader();
		reader.readAsDataURL(await item.getType('image/png'));
		return new Promise((done) => { reader.onload = () => done(reader.result); });
	})`)
	_, data, _ := strings.Cut(url, ",")
	contents, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(contents))
	if err != nil {
		t.Fatal(err)
	}
	colours := map[color.Color]bool{}
	for x := range picture.Bounds().Dx() {
		for y := 0; y < picture.Bounds().Dy(); y += 4 {
			colours[picture.At(x, y)] = true
		}
	}
	if picture.Bounds().Dx() < 400 || len(colours) < 50 {
		t.Errorf("the image is %v, of %d colours", picture.Bounds(), len(colours))
	}
}

func readCSV(text []byte) ([][]string, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	return r.ReadAll()
}

// checkSVG says what would keep a picture from looking the same without the page.
func checkSVG(t *testing.T, figure string, svg []byte) {
	t.Helper()
	texts, shapes := 0, 0
	ids, wanted := map[string]bool{}, []string{}
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: the SVG cannot be read: %v", figure, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Space != "http://www.w3.org/2000/svg" {
			t.Errorf("%s: <%s> is in the namespace %q", figure, start.Name.Local, start.Name.Space)
		}
		switch start.Name.Local {
		case "text":
			texts++
		case "path", "rect", "circle", "line":
			shapes++
		}
		for _, a := range start.Attr {
			if a.Name.Local == "id" {
				ids[a.Value] = true
			}
			if _, id, ok := strings.Cut(a.Value, "url("); ok {
				wanted = append(wanted, strings.Trim(strings.TrimSuffix(id, ")"), `"#`))
			}
			if a.Name.Local == "class" || a.Name.Local == "style" || strings.Contains(a.Value, "var(") {
				t.Errorf("%s: <%s %s=%q> needs the page's style sheet", figure, start.Name.Local, a.Name.Local, a.Value)
			}
		}
	}
	for _, id := range wanted {
		if !ids[id] {
			t.Errorf("%s: the picture refers to %s, which it does not hold", figure, id)
		}
	}
	if texts < 3 || shapes < 3 {
		t.Errorf("%s: the picture holds %d texts and %d shapes", figure, texts, shapes)
	}
}

// A copied link says what its own figure shows, and where copying is refused it can be copied by hand.
func TestLinkAndEmbedding(t *testing.T) {
	v := open(t, at("#lab?width=16"))
	v.ready()
	v.move("#report-memory", -50)
	v.wait("the address follows", "location.hash.includes('memory')")
	eval[bool](v, "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } }, configurable: true }), true")
	v.click("[data-tools=game] [data-do=link]")
	v.waitText("[data-tools=game] [role=status]", "on the clipboard")
	if got := eval[string](v, "copied"); !strings.Contains(got, "/#game?memory=0.353") || strings.Contains(got, "lab") {
		t.Errorf("the link is %s", got)
	}
	v.click("[data-tools=lab] [data-do=embed]")
	v.waitText("[data-tools=lab] .embedding", `view="lab" state="width=16"`)
	v.waitText("[data-tools=lab] .embedding", `?view=lab#lab?width=16"`)
	v.click("[data-tools=lab] [data-do=embed]")
	v.wait("the snippet is gone", "!document.querySelector('.embedding')")
	eval[bool](v, "navigator.clipboard.writeText = () => Promise.reject(new Error('refused')), true")
	v.click("[data-tools=plane] [data-do=link]")
	v.wait("the link stands there", "document.activeElement.className === 'by-hand' && document.activeElement.value.endsWith('#plane')")
}
