package text

import "testing"

func TestParticlesFollowTheSound(t *testing.T) {
	for before, after := range map[string]string{
		"가람은(는)":            "가람은",
		"나래은(는)":            "나래는",
		"주식회사 (가상)이(가)":     "주식회사 (가상)이",
		"너른들대학교을(를)":        "너른들대학교를",
		"'한빛'과(와)":          "'한빛'과",
		"서울으로(로)":           "서울로",
		"부산으로(로)":           "부산으로",
		"제주으로(로)":           "제주로",
		"10이(가)":            "10이",
		"1,024을(를)":         "1,024를",
		"8으로(로)":            "8로",
		"6으로(로)":            "6으로",
		"Garam은(는)":         "Garam은(는)",
		"은(는)":              "은(는)",
		"1 장이(가) 2 개을(를) 씀": "1 장이 2 개를 씀",
		"그대로 둡니다.":          "그대로 둡니다.",
	} {
		if got := settleParticles(before); got != after {
			t.Errorf("%q becomes %q, want %q", before, got, after)
		}
	}
}
