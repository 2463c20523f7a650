package pdf

import (
	_ "embed" // the fonts
	"sync"

	"github.com/signintech/gopdf"
)

// The fonts are Pretendard GOV 1.3.9, SIL Open Font License 1.1 (fonts/OFL.txt).
var (
	//go:embed fonts/PretendardGOV-Regular.ttf
	regularTTF []byte
	//go:embed fonts/PretendardGOV-Bold.ttf
	boldTTF []byte
)

// face is one weight of the font; its value is the name inside the document.
type face string

const (
	regular face = "PretendardGOV-Regular"
	bold    face = "PretendardGOV-Bold"
)

// parsedFonts are read once for all documents: parsing takes far longer than
// laying out a page.
var parsedFonts = sync.OnceValues(func() (*gopdf.FontContainer, error) {
	fonts := &gopdf.FontContainer{}
	if err := fonts.AddTTFFontData(string(regular), regularTTF); err != nil {
		return nil, err
	}
	if err := fonts.AddTTFFontData(string(bold), boldTTF); err != nil {
		return nil, err
	}
	return fonts, nil
})

func addFonts(gp *gopdf.GoPdf) error {
	fonts, err := parsedFonts()
	if err != nil {
		return err
	}
	for _, f := range []face{regular, bold} {
		if err := gp.AddTTFFontFromFontContainer(string(f), fonts); err != nil {
			return err
		}
	}
	return nil
}
