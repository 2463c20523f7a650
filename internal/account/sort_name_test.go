package account_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wbl/internal/account"
)

func TestSortNameLeavesOutTheLegalForm(t *testing.T) {
	for legal, want := range map[string]string{
		"주식회사 카카오":           "카카오",
		"카카오 주식회사":           "카카오",
		"(주)카카오":             "카카오",
		"카카오(주)":             "카카오",
		"㈜카카오":               "카카오",
		"카카오 ㈜":              "카카오",
		"（주）카카오":             "카카오",
		"(유)한빛연구소":           "한빛연구소",
		"유한회사 한빛":            "한빛",
		"유한책임회사 한빛":          "한빛",
		"재단법인 한국연구원":         "한국연구원",
		"(재)한국연구원":           "한국연구원",
		"사단법인 한국협회":          "한국협회",
		"학교법인 한국학원":          "한국학원",
		"의료법인 한빛의료재단":        "한빛의료재단",
		"주식회사 (주)두번":         "두번",
		"한국주식회사협회":           "한국주식회사협회",
		"  주식회사\u00a0  카카오 ": "카카오",
		"엘지경영개발원 AI연구원":      "엘지경영개발원 AI연구원",
		"ＬＧ에이아이":             "LG에이아이",
		"주식회사":               "주식회사",
		"Kakao Corp.":        "Kakao Corp.",
	} {
		if got := account.SortName(legal); got != want {
			t.Errorf("SortName(%q) = %q, want %q", legal, got, want)
		}
	}
}

// A name typed on a Mac may come as single letters (NFD) that sort before
// every syllable.
func TestSortNameComposesSyllables(t *testing.T) {
	if got := account.SortName("\u110f\u1161\u110f\u1161\u110b\u1169"); got != "카카오" {
		t.Fatalf("got %q", got)
	}
}

// The ministry published the fifteen applicants of 2025 in this order.
var publishedOrder = []string{
	"네이버클라우드", "루닛", "모티프테크놀로지스", "바이오넥서스", "사이오닉에이아이", "업스테이지", "에스케이텔레콤",
	"엔씨에이아이", "엘지경영개발원 AI연구원", "정션메드", "카카오", "케이티", "코난테크놀로지", "파이온코퍼레이션", "한국과학기술원",
}

func TestSortNameGivesThePublishedOrder(t *testing.T) {
	forms := []string{"주식회사 %s", "%s(주)", "㈜%s", "%s", "재단법인 %s"}
	legal := make([]string, len(publishedOrder))
	for i, name := range publishedOrder {
		legal[i] = strings.Replace(forms[i%len(forms)], "%s", name, 1)
	}
	rand.Shuffle(len(legal), func(i, j int) { legal[i], legal[j] = legal[j], legal[i] })
	sorted := make([]string, len(legal))
	for i, name := range legal {
		sorted[i] = account.SortName(name)
	}
	slices.Sort(sorted)
	if diff := cmp.Diff(publishedOrder, sorted); diff != "" {
		t.Fatal(diff)
	}
}
