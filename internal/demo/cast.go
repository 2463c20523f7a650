package demo

import (
	"context"
	"fmt"

	"wbl/internal/account"
)

// company is a fictional lead organisation with its team and how good its
// proposals are, out of 100; the judges scatter around that.
type company struct {
	name, nameEn string
	kind         account.OrganisationKind
	team, teamEn string
	quality      int
}

var companies = [leadCount]company{
	{"가람인공지능 주식회사", "Garam AI", account.MidSize, "가람", "Garam", 91},
	{"주식회사 나루테크", "Naru Tech", account.StartUp, "나루", "Naru", 67},
	{"다온모델 주식회사", "Daon Model", account.SmallMedium, "다온", "Daon", 84},
	{"라온데이터 주식회사", "Raon Data", account.SmallMedium, "라온", "Raon", 70},
	{"㈜마루클라우드", "Maru Cloud", account.Large, "마루", "Maru", 93},
	{"바름소프트 주식회사", "Bareum Soft", account.MidSize, "바름", "Bareum", 80},
	{"주식회사 새봄언어", "Saebom Language", account.StartUp, "새봄", "Saebom", 88},
	{"아라지능 주식회사", "Ara Intelligence", account.StartUp, "아라", "Ara", 76},
	{"자람로보틱스 주식회사", "Jaram Robotics", account.SmallMedium, "자람", "Jaram", 63},
	{"주식회사 차오름", "Chaoreum", account.StartUp, "차오름", "Chaoreum", 78},
	{"큰별텔레콤 주식회사", "Keunbyeol Telecom", account.Large, "큰별", "Keunbyeol", 90},
	{"토리바이오 주식회사", "Tori Bio", account.StartUp, "토리", "Tori", 60},
	{"파랑게임즈 주식회사", "Parang Games", account.MidSize, "파랑", "Parang", 82},
	{"하늘연구원", "Haneul Institute", account.ResearchInstitute, "하늘", "Haneul", 86},
	{"주식회사 한빛의료", "Hanbit Medical", account.StartUp, "한빛", "Hanbit", 65},
}

var universities = []account.OrganisationInput{
	{Name: "푸른솔대학교 (가상)", NameEn: "Pureunsol University (fictional)", Kind: account.University, Representative: "김총장 (가상)"},
	{Name: "너른들대학교 (가상)", NameEn: "Neoreundeul University (fictional)", Kind: account.University, Representative: "이총장 (가상)"},
	{Name: "맑은내대학교 (가상)", NameEn: "Malgeunnae University (fictional)", Kind: account.University, Representative: "박총장 (가상)"},
}

// registrationNumber makes a number with a right check digit; its first three
// digits are of a range that no tax office gives out.
func registrationNumber(n int) string {
	return account.WithCheckDigit(fmt.Sprintf("000%06d", 100000+n))
}

// UniversityNumber is the registration number of a university that a new team can
// take in; applicants find others by their number alone.
func UniversityNumber() string { return registrationNumber(firstUniversity) }

const firstUniversity = 900

// organisations registers everyone who takes part.
func (s *seeder) organisations(ctx context.Context) error {
	for i, in := range universities {
		in.RegistrationNumber = registrationNumber(firstUniversity + i)
		o, err := s.app.Account.CreateOrganisation(ctx, s.as(ctx, "organiser"), in)
		if err != nil {
			return err
		}
		s.universities = append(s.universities, o.ID)
	}
	for i, c := range companies {
		o, err := s.app.Account.CreateOrganisation(ctx, s.as(ctx, lead(i)), account.OrganisationInput{
			RegistrationNumber: registrationNumber(i), Name: c.name + " (가상)", NameEn: c.nameEn + " (fictional)",
			Kind: c.kind, Representative: fmt.Sprintf("대표%d (가상)", i+1),
		})
		if err != nil {
			return err
		}
		s.companies = append(s.companies, o.ID)
	}
	return nil
}

func lead(i int) string  { return fmt.Sprintf("lead%d", i+1) }
func judge(i int) string { return fmt.Sprintf("judge%d", i+1) }
